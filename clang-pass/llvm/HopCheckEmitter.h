//===- HopCheckEmitter.h - Code of a stack check ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A check is code in front of the body: in line, or a call of code that all such
// checks share.
//
//===----------------------------------------------------------------------===//

#ifndef HOP_PASS_LLVM_HOPCHECKEMITTER_H
#define HOP_PASS_LLVM_HOPCHECKEMITTER_H

#include "HopStackNeed.h"

#include "llvm/CodeGen/Register.h"
#include <memory>

namespace llvm {
class ARMBaseInstrInfo;
class ARMSubtarget;
class MachineBasicBlock;
class MachineFunction;
class MachineInstrBuilder;
class MachineMemOperand;
class MCCFIInstruction;
} // namespace llvm

namespace hop {

class CheckEmitter {
public:
  /// The emitter for \p MF's instruction set, or null if it has none.
  static std::unique_ptr<CheckEmitter> create(llvm::MachineFunction &MF,
                                              llvm::MachineBasicBlock &Body,
                                              const StackNeed &Need);
  virtual ~CheckEmitter();

  /// Returns a reason why the check cannot be made, or null.
  virtual const char *emit() = 0;

protected:
  CheckEmitter(llvm::MachineFunction &MF, llvm::MachineBasicBlock &Body,
               const StackNeed &Need);

  llvm::MachineInstrBuilder build(llvm::MachineBasicBlock &MBB,
                                  unsigned Opcode) const;
  llvm::MachineInstrBuilder build(llvm::MachineBasicBlock &MBB, unsigned Opcode,
                                  llvm::Register Destination) const;
  llvm::MachineBasicBlock *createBlock();

  /// For debuggers, at the end of \p MBB: SP is \p Bytes below SP at entry.
  void tellMovedSP(llvm::MachineBasicBlock &MBB, int64_t Bytes) const;
  /// For debuggers, \p MBB has moved LR to a register, or stored it, or, by
  /// createRestore(), got it back.
  void tell(llvm::MachineBasicBlock &MBB,
            const llvm::MCCFIInstruction &Instruction) const;
  unsigned dwarfNumber(llvm::Register Reg) const;

  llvm::MachineFunction &MF;
  llvm::MachineBasicBlock &Body;
  const StackNeed &Need;
  const CheckParameters Parameters;
  const llvm::ARMSubtarget &ST;
  const llvm::ARMBaseInstrInfo &TII;

  uint64_t Bytes;      ///< to ask for
  bool IsSmall;        ///< plain SP is compared
  bool NeverFits;      ///< more than memory can hold
  bool TellsSizes;     ///< the trap is one of the two with sizes in r12
  llvm::Register Free; ///< a low register that carries no argument, or none
};

/// Two blocks in front of the body, laid out in the order in which they run:
/// the comparison with a branch to the body, and the cold block with the trap.
/// What is in them differs between Thumb-1 and Thumb-2.
class InlineCheckEmitter : public CheckEmitter {
public:
  const char *emit() override;

protected:
  using CheckEmitter::CheckEmitter;

  /// Compares SP with the limit, or with limit + Bytes, and branches to Body.
  virtual void emitComparison(llvm::MachineBasicBlock &MBB) = 0;
  /// Makes r12 what the trap tells (ABI.md 4.1), then traps.
  virtual void emitTrap(llvm::MachineBasicBlock &MBB) = 0;
  /// Whether the code above uses r12 before the trap.
  virtual bool needsR12() const = 0;

  void branchToBody(llvm::MachineBasicBlock &MBB) const;
  void supervisorCall(llvm::MachineBasicBlock &MBB, unsigned Number,
                      bool ReadsR12) const;
  llvm::MachineMemOperand *limitOperand() const;
  const char *limitSymbol() const;
  /// Frame and arguments in words, in the halves of a word.
  uint32_t packedSizes() const;
};

} // namespace hop

#endif // HOP_PASS_LLVM_HOPCHECKEMITTER_H
