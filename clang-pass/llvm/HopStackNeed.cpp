//===- HopStackNeed.cpp - How much stack a function takes -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HopStackNeed.h"
#include "hop-pass/FiniteStackABI.h"
#include "hop-pass/StackCheck.h"

#include "ARMMachineFunctionInfo.h"
#include "ARMSubtarget.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/CodeGen/MachineFrameInfo.h"
#include "llvm/CodeGen/MachineFunction.h"
#include "llvm/IR/GlobalAlias.h"

using namespace llvm;
using namespace hop;

static uint64_t getNumber(const Function &F, StringRef Attribute,
                          uint64_t Default) {
  uint64_t Number = Default;
  const StringRef Text = F.getFnAttribute(Attribute).getValueAsString();
  if (!Text.empty())
    Text.getAsInteger(10, Number);
  return Number;
}

CheckParameters hop::getCheckParameters(const Function &F) {
  return {F.getFnAttribute(AttrLimitVariable).getValueAsString(),
          unsigned(getNumber(F, AttrTrapNumber, TrapSmallFrame)),
          getNumber(F, AttrSmallZone, SmallZone),
          getNumber(F, AttrLeafZone, LeafZone)};
}

uint64_t StackNeed::getDepth() const {
  return std::max(Frame + Callees, TailCalls);
}

uint64_t StackNeed::getBytes(uint64_t LeafZone) const {
  const auto beyond = [LeafZone](uint64_t Depth) {
    // In a recursion somebody else checks.
    return Depth >= EndlessDepth || Depth <= LeafZone ? 0 : Depth - LeafZone;
  };
  return std::max(
      {Frame + beyond(Callees), beyond(TailCalls), HasReserve ? Reserve : 0});
}

/// PEI's stack size lacks the slack that realignment may take, and, where SP
/// moves within the function, the outgoing arguments.
static uint64_t getFrameSize(const MachineFunction &MF) {
  const MachineFrameInfo &MFI = MF.getFrameInfo();
  const TargetSubtargetInfo &ST = MF.getSubtarget();
  uint64_t Size = MFI.getStackSize();
  const uint64_t StackAlign = ST.getFrameLowering()->getStackAlign().value();
  if (ST.getRegisterInfo()->hasStackRealignment(MF))
    Size += MFI.getMaxAlign().value() - StackAlign;
  if (!ST.getFrameLowering()->hasReservedCallFrame(MF))
    Size += MFI.getMaxCallFrameSize();
  return alignTo(Size, StackAlign);
}

/// The function that \p MI calls, or null: a library function's name, or a
/// register.
static const Function *getCallee(const MachineInstr &MI) {
  for (const MachineOperand &MO : MI.operands()) {
    if (!MO.isGlobal())
      continue;
    const GlobalValue *GV = MO.getGlobal();
    if (const auto *Alias = dyn_cast<GlobalAlias>(GV))
      GV = Alias->isInterposable() ? nullptr : Alias->getAliaseeObject();
    return dyn_cast_or_null<Function>(GV);
  }
  return nullptr;
}

static uint64_t getCalleeDepth(const Function *Callee) {
  if (!Callee || !Callee->hasExactDefinition() ||
      Callee->hasFnAttribute(Attribute::Naked) ||
      !Callee->hasFnAttribute(AttrFiniteStack))
    return UnknownDepth;
  return getNumber(*Callee, AttrDepth, EndlessDepth);
}

/// Inline assembly that calls something says that it clobbers lr.
static bool isAsmCall(const MachineInstr &MI) {
  return MI.isInlineAsm() && any_of(MI.operands(), [](const MachineOperand &MO) {
           return MO.isReg() && MO.isDef() && MO.getReg() == ARM::LR;
         });
}

static void addCall(StackNeed &Need, const MachineInstr &MI) {
  const Function *Callee = getCallee(MI);
  const uint64_t Depth = getCalleeDepth(Callee);
  if (MI.isReturn()) {
    Need.TailCalls = std::max(Need.TailCalls, Depth);
    return;
  }
  if (Depth <= Need.Callees)
    return;
  Need.Callees = Depth;
  Need.Deepest = Callee ? Callee->getName() : StringRef();
}

StackNeed hop::computeStackNeed(const MachineFunction &MF) {
  const Function &F = MF.getFunction();
  StackNeed Need;
  Need.Frame = getFrameSize(MF);
  Need.Arguments = MF.getInfo<ARMFunctionInfo>()->getArgumentStackSize();
  Need.IsHelper = F.hasFnAttribute(AttrHelper);
  Need.HasReserve = F.hasFnAttribute(AttrReserve);
  Need.Reserve = getNumber(F, AttrReserve, 0);
  for (const MachineBasicBlock &MBB : MF)
    for (const MachineInstr &MI : MBB)
      if (MI.isCall() || isAsmCall(MI))
        addCall(Need, MI);
  return Need;
}

uint64_t hop::getDepthBound(const Function &F, uint64_t LeafZone) {
  const bool EveryCallerKnows = F.hasLocalLinkage() && !F.hasAddressTaken();
  return EveryCallerKnows ? LeafZone : std::min(LeafZone, UnknownDepth);
}

void hop::recordDepth(Function &F, uint64_t Depth) {
  F.addFnAttr(AttrDepth, utostr(std::min(Depth, EndlessDepth)));
}
