//===- HopCheckCalled.h - Stack checks that are called ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HOP_PASS_LLVM_HOPCHECKCALLED_H
#define HOP_PASS_LLVM_HOPCHECKCALLED_H

#include "HopCheckEmitter.h"

namespace hop {

class CalledCheckEmitter : public CheckEmitter {
public:
  CalledCheckEmitter(llvm::MachineFunction &MF, llvm::MachineBasicBlock &Body,
                     const StackNeed &Need)
      : CheckEmitter(MF, Body, Need) {}

  /// Whether the check can be called, and size is what matters.
  bool isWanted() const;
  const char *emit() override;
};

} // namespace hop

#endif // HOP_PASS_LLVM_HOPCHECKCALLED_H
