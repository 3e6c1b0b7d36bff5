//===- HopCheckEmitter.cpp - Code of a stack check ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HopCheckEmitter.h"
#include "hop-pass/FiniteStackABI.h"

#include "ARMBaseInstrInfo.h"
#include "ARMSubtarget.h"
#include "llvm/CodeGen/MachineFunction.h"
#include "llvm/CodeGen/MachineInstrBuilder.h"
#include "llvm/CodeGen/MachineRegisterInfo.h"
#include "llvm/MC/MCDwarf.h"

using namespace llvm;
using namespace hop;

/// An argument register that carries no argument is free at entry, and a low
/// one makes instructions short.
static Register findFreeLowRegister(const MachineFunction &MF,
                                    const MachineBasicBlock &Body) {
  for (MCPhysReg Reg : {ARM::R3, ARM::R2, ARM::R1, ARM::R0})
    if (!Body.isLiveIn(Reg) && !MF.getRegInfo().isLiveIn(Reg))
      return Reg;
  return Register();
}

CheckEmitter::CheckEmitter(MachineFunction &MF, MachineBasicBlock &Body,
                           const StackNeed &Need)
    : MF(MF), Body(Body), Need(Need),
      Parameters(getCheckParameters(MF.getFunction())),
      ST(MF.getSubtarget<ARMSubtarget>()), TII(*ST.getInstrInfo()),
      Bytes(Need.getBytes(Parameters.LeafZone)),
      IsSmall(Bytes <= Parameters.SmallZone), NeverFits(Bytes > LargestFrame),
      TellsSizes(Need.Arguments != 0 || Need.IsHelper),
      Free(findFreeLowRegister(MF, Body)) {}

CheckEmitter::~CheckEmitter() = default;

MachineInstrBuilder CheckEmitter::build(MachineBasicBlock &MBB,
                                        unsigned Opcode) const {
  return BuildMI(MBB, MBB.end(), DebugLoc(), TII.get(Opcode));
}

MachineInstrBuilder CheckEmitter::build(MachineBasicBlock &MBB, unsigned Opcode,
                                        Register Destination) const {
  return BuildMI(MBB, MBB.end(), DebugLoc(), TII.get(Opcode), Destination);
}

MachineBasicBlock *CheckEmitter::createBlock() {
  MachineBasicBlock *MBB = MF.CreateMachineBasicBlock(Body.getBasicBlock());
  MF.insert(Body.getIterator(), MBB);
  for (const MachineBasicBlock::RegisterMaskPair &LiveIn : Body.liveins())
    MBB->addLiveIn(LiveIn);
  return MBB;
}

void CheckEmitter::tell(MachineBasicBlock &MBB,
                        const MCCFIInstruction &Instruction) const {
  build(MBB, TargetOpcode::CFI_INSTRUCTION)
      .addCFIIndex(MF.addFrameInst(Instruction));
}

void CheckEmitter::tellMovedSP(MachineBasicBlock &MBB, int64_t Bytes) const {
  tell(MBB, MCCFIInstruction::cfiDefCfaOffset(nullptr, Bytes));
}

unsigned CheckEmitter::dwarfNumber(Register Reg) const {
  return ST.getRegisterInfo()->getDwarfRegNum(Reg, /*isEH=*/true);
}

void InlineCheckEmitter::branchToBody(MachineBasicBlock &MBB) const {
  build(MBB, ARM::tBcc)
      .addMBB(&Body)
      .addImm(ARMCC::HS)
      .addReg(ARM::CPSR, RegState::Kill);
}

void InlineCheckEmitter::supervisorCall(MachineBasicBlock &MBB, unsigned Number,
                                  bool ReadsR12) const {
  MachineInstrBuilder SVC = build(MBB, ARM::tSVC)
                                .addImm(Parameters.FirstTrap + Number -
                                        TrapSmallFrame)
                                .add(predOps(ARMCC::AL));
  if (ReadsR12)
    SVC.addReg(ARM::R12, RegState::Implicit | RegState::Kill);
}

// Another context writes the limit: it is loaded every time.
MachineMemOperand *InlineCheckEmitter::limitOperand() const {
  return MF.getMachineMemOperand(
      MachinePointerInfo(),
      MachineMemOperand::MOLoad | MachineMemOperand::MOVolatile, 4, Align(4));
}

const char *InlineCheckEmitter::limitSymbol() const {
  return Parameters.LimitVariable.empty()
             ? nullptr
             : MF.createExternalSymbolName(Parameters.LimitVariable);
}

// A size that does not fit in its half is told by the largest value there,
// which the handler takes for "can never fit", and so is one that is not known.
uint32_t InlineCheckEmitter::packedSizes() const {
  const uint64_t Frame = std::min<uint64_t>(Bytes / 4, UntoldSize);
  const uint64_t Arguments =
      std::min<uint64_t>(divideCeil(Need.Arguments, 4), UntoldSize);
  return Frame | Arguments << 16;
}

const char *InlineCheckEmitter::emit() {
  // Not the body's list: with return address signing r12 is in that, too.
  if (needsR12() && MF.getRegInfo().isLiveIn(ARM::R12))
    return "finite-stack needs r12, which carries an argument here";
  MachineBasicBlock *Check = createBlock();
  MachineBasicBlock *Cold = createBlock();
  emitComparison(*Check);
  emitTrap(*Cold);

  // Even odds: a block that the placement knew to be cold would move to the
  // end of the function, at the price of a branch back from there.
  Check->addSuccessor(&Body, BranchProbability(1, 2));
  Check->addSuccessor(Cold, BranchProbability(1, 2));
  Cold->addSuccessor(&Body);
  // The bound, where the comparison leaves one behind, may be in either.
  for (Register Reg : {Register(ARM::R12), Free})
    if (Reg && !Cold->isLiveIn(Reg) && Cold->computeRegisterLiveness(
            ST.getRegisterInfo(), Reg, Cold->begin(), 16) ==
            MachineBasicBlock::LQR_Live)
      Cold->addLiveIn(Reg);
  Check->sortUniqueLiveIns();
  Cold->sortUniqueLiveIns();
  return nullptr;
}
