//===- HopBelowAlloca.cpp - What is below a dynamic alloca ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HopBelowAlloca.h"
#include "HopCheckThumb1.h"

#include "ARMBaseInstrInfo.h"
#include "ARMSubtarget.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/CodeGen/MachineFrameInfo.h"
#include "llvm/CodeGen/MachineFunction.h"
#include "llvm/CodeGen/MachineInstrBuilder.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InlineAsm.h"

using namespace llvm;
using namespace hop;

/// A comment: it is nothing, should it ever be printed, and no bytes long.
static constexpr StringRef Mark = "@ finite-stack: and what is below";

/// The size is in a low register, and comes out in the same one. The addition
/// may need the flags and r12, which the call of the check clobbers as well.
static constexpr StringRef Constraints = "=l,0,~{cc},~{r12}";

void hop::markSize(CallBase &Check) {
  Value *Size = Check.getArgOperand(0);
  auto *Type = FunctionType::get(Size->getType(), {Size->getType()}, false);
  IRBuilder<> B(&Check);
  CallInst *Marked = B.CreateCall(
      InlineAsm::get(Type, Mark, Constraints, /*hasSideEffects=*/false),
      {Size});
  Marked->setDoesNotThrow();
  Check.setArgOperand(0, Marked);
}

bool hop::hasMarkedSize(const CallBase &Check) {
  const auto *Marked = dyn_cast<CallInst>(Check.getArgOperand(0));
  const auto *Asm =
      Marked ? dyn_cast<InlineAsm>(Marked->getCalledOperand()) : nullptr;
  return Asm && Asm->getAsmString() == Mark;
}

static bool isMark(const MachineInstr &MI) {
  return MI.isInlineAsm() &&
         MI.getOperand(InlineAsm::MIOp_AsmString).getSymbolName() == Mark;
}

/// The most that additions of eight bits each are shortest for.
static constexpr unsigned MaxAdditions = 4;

static void addInThumb1(MachineInstr &At, Register Reg, uint32_t Bytes) {
  MachineBasicBlock &MBB = *At.getParent();
  const auto &ST = MBB.getParent()->getSubtarget<ARMSubtarget>();
  const ARMBaseInstrInfo &TII = *ST.getInstrInfo();
  const DebugLoc &DL = At.getDebugLoc();
  if (Bytes > MaxAdditions * 255) {
    BuildMI(MBB, At, DL, TII.get(ARM::tMOVr), ARM::R12)
        .addReg(Reg)
        .add(predOps(ARMCC::AL));
    emitThumb1Constant(MBB, At, DL, Reg, Bytes);
    BuildMI(MBB, At, DL, TII.get(ARM::tADDhirr), Reg)
        .addReg(Reg)
        .addReg(ARM::R12, RegState::Kill)
        .add(predOps(ARMCC::AL));
    return;
  }
  for (uint32_t Rest = Bytes; Rest;) {
    const uint32_t Part = std::min<uint32_t>(Rest, 255);
    BuildMI(MBB, At, DL, TII.get(ARM::tADDi8), Reg)
        .add(t1CondCodeOp(/*isDead=*/true))
        .addReg(Reg)
        .addImm(Part)
        .add(predOps(ARMCC::AL));
    Rest -= Part;
  }
}

// The size is at most LargestAlloca, so that the sum does not wrap.
void hop::askBelowAlloca(MachineFunction &MF, const StackNeed &Need) {
  const auto &ST = MF.getSubtarget<ARMSubtarget>();
  if (!ST.isThumb())
    return;
  const MachineFrameInfo &MFI = MF.getFrameInfo();
  const uint64_t LeafZone = getCheckParameters(MF.getFunction()).LeafZone;
  uint64_t Bytes = 0;
  if (MFI.hasVarSizedObjects())
    Bytes = alignTo(MFI.getMaxCallFrameSize() + Need.getCalleesBeyond(LeafZone),
                    ST.getFrameLowering()->getStackAlign());
  for (MachineBasicBlock &MBB : MF)
    for (MachineInstr &MI : make_early_inc_range(MBB)) {
      if (!isMark(MI))
        continue;
      const Register Reg =
          MI.getOperand(InlineAsm::MIOp_FirstOperand + 1).getReg();
      MachineBasicBlock::iterator At(MI);
      if (ST.isThumb1Only())
        addInThumb1(MI, Reg, Bytes);
      else if (Bytes)
        emitT2RegPlusImmediate(MBB, At, MI.getDebugLoc(), Reg, Reg, Bytes,
                               ARMCC::AL, Register(), *ST.getInstrInfo());
      MI.eraseFromParent();
    }
}
