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
                     const StackNeed &Need);

  /// Whether the check can be called, and size is what matters.
  bool isWanted() const;
  const char *emit() override;

private:
  bool isPossible() const;
  void keepReturnAddress(llvm::MachineBasicBlock &MBB) const;
  void pushAndTell(llvm::MachineBasicBlock &MBB) const;

  bool IsPlain;  ///< a small frame, and r3 is free for LR
  uint32_t Told; ///< what r3 tells otherwise, 0: it cannot
};

} // namespace hop

#endif // HOP_PASS_LLVM_HOPCHECKCALLED_H
