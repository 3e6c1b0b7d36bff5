//===- HopCheckCalled.cpp - Stack checks that are called ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where size matters more than time, the check of a small frame is a call:
//
//     mov  r3, lr
//     bl   __hop_check_r3           ; compares, traps; LR is as before then
//
// 6 bytes instead of 12, of Thumb-1 code with -Os and -Oz, of Thumb-2 code with
// -Oz. r3 keeps LR and not r12, because veneers of linkers, where the code is
// far away, use r12. Larger frames and functions that have an argument in r3
// keep the check in line, as in HopCheckThumb1.cpp and HopCheckThumb2.cpp, and
// so do other runtimes than libhop, whose limit or traps are elsewhere.
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

using namespace llvm;
using namespace hop;

bool CalledCheckEmitter::isWanted() const {
  const Function &F = MF.getFunction();
  if (ST.isThumb1Only() ? !F.hasOptSize() : !F.hasMinSize())
    return false;
  if (!IsSmall || TellsSizes || Free != ARM::R3 ||
      MF.getRegInfo().isLiveIn(ARM::R12))
    return false;
  if (!Parameters.LimitVariable.empty() ||
      Parameters.FirstTrap != TrapSmallFrame || ST.genLongCalls())
    return false;
  // It comes back by an indirect branch, to where there is no landing mark.
  const auto *AFI = MF.getInfo<ARMFunctionInfo>();
  return !AFI->branchTargetEnforcement() && !AFI->shouldSignReturnAddress();
}

const char *CalledCheckEmitter::emit() {
  MachineBasicBlock *Check = createBlock();
  if (!Check->isLiveIn(ARM::LR))
    Check->addLiveIn(ARM::LR);
  build(*Check, ARM::tMOVr, ARM::R3)
      .addReg(ARM::LR)
      .add(predOps(ARMCC::AL));
  const unsigned Clobbered =
      RegState::Implicit | RegState::Define | RegState::Dead;
  build(*Check, ARM::tBL)
      .add(predOps(ARMCC::AL))
      .addExternalSymbol(CheckName)
      .addReg(ARM::R3, RegState::Implicit | RegState::Kill)
      .addReg(ARM::R3, Clobbered)
      .addReg(ARM::R12, Clobbered)
      .addReg(ARM::CPSR, Clobbered);
  Check->addSuccessor(&Body);
  Check->sortUniqueLiveIns();
  return nullptr;
}
