//===- HopCheckCalled.cpp - Stack checks that are called ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where size matters more than time, in Thumb-1 code with -Os and -Oz and in
// Thumb-2 code with -Oz, the check of a small frame is a call:
//
//     mov   r3, lr
//     bl    __hop_check_r3          ; compares, traps; LR is as before then
//
// 6 bytes instead of 12 or more. r3 keeps LR and not r12, because veneers of
// linkers, where the code is far away, use r12. In Thumb-1 code, where the other
// checks are longer, so are those with a larger frame, with arguments on the
// stack, or with an argument in r3. r3 tells what they ask for, and is back
// behind the call, as is SP:
//
//     push  {r3, lr}
//     movs  r3, #bytes              ; a multiple of 8, and words of arguments
//     bl    __hop_check_frame
//
// Other runtimes than libhop, with another limit, traps or small zone, have their
// checks in line.
//
//===----------------------------------------------------------------------===//

#include "HopCheckCalled.h"
#include "hop-pass/FiniteStackABI.h"

#include "ARMBaseInstrInfo.h"
#include "ARMMachineFunctionInfo.h"
#include "ARMSubtarget.h"
#include "llvm/CodeGen/MachineFunction.h"
#include "llvm/CodeGen/MachineInstrBuilder.h"
#include "llvm/CodeGen/MachineRegisterInfo.h"
#include "llvm/MC/MCDwarf.h"

using namespace llvm;
using namespace hop;

/// ABI.md 3.10: at most seven words of arguments, and what two instructions load.
static uint32_t tellInR3(uint64_t Bytes, uint64_t Arguments) {
  if (Bytes > 255 * 8 || Arguments > 7 * 4)
    return 0;
  const uint32_t Told = alignTo(Bytes, 8) | divideCeil(Arguments, 4);
  return Told <= 255 || Arguments == 0 ? Told : 0;
}

CalledCheckEmitter::CalledCheckEmitter(MachineFunction &MF,
                                       MachineBasicBlock &Body,
                                       const StackNeed &Need)
    : CheckEmitter(MF, Body, Need),
      IsPlain(IsSmall && !TellsSizes && Free == ARM::R3),
      Told(ST.isThumb1Only() ? tellInR3(Bytes, Need.Arguments) : 0) {}

bool CalledCheckEmitter::isPossible() const {
  if (Need.IsHelper || Need.HasReserve || MF.getRegInfo().isLiveIn(ARM::R12) ||
      ST.genLongCalls())
    return false;
  if (!Parameters.LimitVariable.empty() ||
      Parameters.FirstTrap != TrapSmallFrame ||
      Parameters.SmallZone != SmallZone)
    return false;
  // It comes back by an indirect branch, to where there is no landing mark.
  const auto *AFI = MF.getInfo<ARMFunctionInfo>();
  return !AFI->branchTargetEnforcement() && !AFI->shouldSignReturnAddress();
}

bool CalledCheckEmitter::isWanted() const {
  const Function &F = MF.getFunction();
  const bool IsForSize = ST.isThumb1Only() ? F.hasOptSize() : F.hasMinSize();
  return IsForSize && (IsPlain || Told) && isPossible();
}

void CalledCheckEmitter::keepReturnAddress(MachineBasicBlock &MBB) const {
  build(MBB, ARM::tMOVr, ARM::R3).addReg(ARM::LR).add(predOps(ARMCC::AL));
  tell(MBB, MCCFIInstruction::createRegister(nullptr, dwarfNumber(ARM::LR),
                                             dwarfNumber(ARM::R3)));
}

void CalledCheckEmitter::pushAndTell(MachineBasicBlock &MBB) const {
  build(MBB, ARM::tPUSH)
      .add(predOps(ARMCC::AL))
      .addReg(ARM::R3, getUndefRegState(!Body.isLiveIn(ARM::R3)))
      .addReg(ARM::LR);
  tellMovedSP(MBB, 8);
  tell(MBB, MCCFIInstruction::createOffset(nullptr, dwarfNumber(ARM::LR), -4));
  const bool IsInOne = Told <= 255;
  build(MBB, ARM::tMOVi8, ARM::R3)
      .add(t1CondCodeOp(/*isDead=*/true))
      .addImm(IsInOne ? Told : Told / 8)
      .add(predOps(ARMCC::AL));
  if (!IsInOne)
    build(MBB, ARM::tLSLri, ARM::R3)
        .add(t1CondCodeOp(/*isDead=*/true))
        .addReg(ARM::R3)
        .addImm(3)
        .add(predOps(ARMCC::AL));
}

const char *CalledCheckEmitter::emit() {
  MachineBasicBlock *Check = createBlock();
  if (!Check->isLiveIn(ARM::LR))
    Check->addLiveIn(ARM::LR);
  if (IsPlain)
    keepReturnAddress(*Check);
  else
    pushAndTell(*Check);
  const unsigned Defined = RegState::Implicit | RegState::Define;
  const unsigned Clobbered = Defined | RegState::Dead;
  build(*Check, ARM::tBL)
      .add(predOps(ARMCC::AL))
      .addExternalSymbol(IsPlain ? CheckName : FrameCheckName)
      .addReg(ARM::R3, RegState::Implicit | RegState::Kill)
      .addReg(ARM::R3, Body.isLiveIn(ARM::R3) ? Defined : Clobbered)
      .addReg(ARM::R12, Clobbered)
      .addReg(ARM::CPSR, Clobbered);
  tell(*Check, MCCFIInstruction::createRestore(nullptr, dwarfNumber(ARM::LR)));
  if (!IsPlain)
    tellMovedSP(*Check, 0);
  Check->addSuccessor(&Body);
  Check->sortUniqueLiveIns();
  return nullptr;
}
