//===- HopCheckThumb2.h - Stack checks in Thumb-2 code ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HOP_PASS_LLVM_HOPCHECKTHUMB2_H
#define HOP_PASS_LLVM_HOPCHECKTHUMB2_H

#include "HopCheckEmitter.h"

namespace hop {

class Thumb2CheckEmitter : public InlineCheckEmitter {
public:
  Thumb2CheckEmitter(llvm::MachineFunction &MF, llvm::MachineBasicBlock &Body,
                     const StackNeed &Need)
      : InlineCheckEmitter(MF, Body, Need) {}

protected:
  void emitComparison(llvm::MachineBasicBlock &MBB) override;
  void emitTrap(llvm::MachineBasicBlock &MBB) override;
  bool needsR12() const override;

private:
  void loadLimit(llvm::MachineBasicBlock &MBB, llvm::Register Limit) const;
  void addBytes(llvm::MachineBasicBlock &MBB, llvm::Register Limit) const;
};

} // namespace hop

#endif // HOP_PASS_LLVM_HOPCHECKTHUMB2_H
