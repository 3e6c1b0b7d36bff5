//===- HopCheckThumb1.h - Stack checks in Thumb-1 code ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HOP_PASS_LLVM_HOPCHECKTHUMB1_H
#define HOP_PASS_LLVM_HOPCHECKTHUMB1_H

#include "HopCheckEmitter.h"

#include "llvm/CodeGen/MachineBasicBlock.h"

namespace llvm {
class DebugLoc;
} // namespace llvm

namespace hop {

/// Code in front of \p At that makes a low register \p Value, and changes the
/// flags.
void emitThumb1Constant(llvm::MachineBasicBlock &MBB,
                        llvm::MachineBasicBlock::iterator At,
                        const llvm::DebugLoc &DL, llvm::Register Destination,
                        uint32_t Value);

class Thumb1CheckEmitter : public InlineCheckEmitter {
public:
  Thumb1CheckEmitter(llvm::MachineFunction &MF, llvm::MachineBasicBlock &Body,
                     const StackNeed &Need);

protected:
  void emitComparison(llvm::MachineBasicBlock &MBB) override;
  void emitTrap(llvm::MachineBasicBlock &MBB) override;
  bool needsR12() const override;

private:
  void compareInFree(llvm::MachineBasicBlock &MBB) const;
  void compareWithR3InR12(llvm::MachineBasicBlock &MBB) const;
  void compareWithPush(llvm::MachineBasicBlock &MBB) const;
  void loadLimit(llvm::MachineBasicBlock &MBB, llvm::Register Limit) const;
  void addBytes(llvm::MachineBasicBlock &MBB, llvm::Register Limit) const;
  void loadConstant(llvm::MachineBasicBlock &MBB, llvm::Register Destination,
                    uint32_t Value) const;
  void move(llvm::MachineBasicBlock &MBB, llvm::Register Destination,
            llvm::Register Source) const;
  void compareSP(llvm::MachineBasicBlock &MBB, llvm::Register Bound) const;

  bool IsShort; ///< Bytes are added by one or two immediates
  bool Pushes;  ///< the comparison needs two registers and has none
};

} // namespace hop

#endif // HOP_PASS_LLVM_HOPCHECKTHUMB1_H
