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
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/IntrinsicInst.h"
#include <optional>

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

static uint64_t getExcess(uint64_t Depth, uint64_t Zone) {
  return Depth <= Zone ? 0 : Depth - Zone;
}

uint64_t StackNeed::getCalleesBeyond(uint64_t LeafZone) const {
  return getExcess(Callees, LeafZone);
}

uint64_t StackNeed::getBytes(uint64_t LeafZone) const {
  return std::max({Frame + getExcess(Callees, LeafZone),
                   getExcess(TailCalls, LeafZone), HasReserve ? Reserve : 0});
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

Function *hop::findFunction(const Value *Callee) {
  if (const auto *Hidden = dyn_cast<FreezeInst>(Callee))
    Callee = Hidden->getOperand(0);
  Callee = Callee->stripPointerCasts();
  if (const auto *Alias = dyn_cast<GlobalAlias>(Callee))
    Callee = Alias->isInterposable() ? nullptr : Alias->getAliaseeObject();
  return const_cast<Function *>(dyn_cast_or_null<Function>(Callee));
}

/// The function that \p MI calls, or null: a library function's name, or a
/// register.
static Function *getCallee(const MachineInstr &MI) {
  for (const MachineOperand &MO : MI.operands())
    if (MO.isGlobal())
      return findFunction(MO.getGlobal());
  return nullptr;
}

/// Whether the depth of \p F here is that of what is called. Of an inline
/// function of C++ it may be another unit's copy. Where that is checked, its
/// depth is that of an unknown function; where it is not by request, this copy's
/// is the best there is.
static bool isKnown(const Function &F) {
  if (F.isDeclaration() || F.hasFnAttribute(Attribute::Naked) ||
      !F.hasFnAttribute(AttrFiniteStack))
    return false;
  return hasFiniteStack(F) ? F.hasExactDefinition() : !F.isInterposable();
}

bool hop::isUncheckedByRequest(const Function &F) {
  return isKnown(F) && !hasFiniteStack(F);
}

bool hop::readsVariableArguments(const Function &F) {
  return F.isVarArg() && any_of(instructions(F), [](const Instruction &I) {
           const auto *Call = dyn_cast<CallInst>(&I);
           return isa<VAStartInst>(I) || (Call && Call->isMustTailCall());
         });
}

/// Whether \p Callee has no code yet and can be told how deep it may go. The
/// entry of a variadic function cannot: it should stay unchecked.
static bool canBeLimited(const Function &Callee) {
  return !Callee.hasFnAttribute(AttrDepth) && hasFiniteStack(Callee) &&
         !Callee.hasFnAttribute(AttrVariadicEntry);
}

/// Inline assembly that calls something says that it clobbers lr.
static bool isAsmCall(const MachineInstr &MI) {
  return MI.isInlineAsm() && any_of(MI.operands(), [](const MachineOperand &MO) {
           return MO.isReg() && MO.isDef() && MO.getReg() == ARM::LR;
         });
}

/// (The description of a call of setjmp with BTI does not say that it is one.)
static bool isCall(const MachineInstr &MI) {
  return MI.isCall() || MI.getOpcode() == ARM::t2CALL_BTI || isAsmCall(MI);
}

namespace {

/// Secure code saves r4-r11 and the FP registers around a call of non-secure
/// code, by instructions that come after this. The callee has another stack.
constexpr uint64_t NonSecureCallDepth = 32 + 136;

/// The callees that one instruction may call.
struct Callees {
  uint64_t Depth = 0;
  StringRef Deepest;
  SmallPtrSet<Function *, 4> Later;

  /// \p Callee may be null.
  void add(Function *Callee);
};

class NeedCollector {
public:
  explicit NeedCollector(MachineFunction &MF) : MF(MF) {}
  StackNeed collect();

private:
  void addCall(const MachineInstr &MI);
  const Callees &namedCallees();

  MachineFunction &MF;
  StackNeed Need;
  std::optional<Callees> Named;
};

} // namespace

void Callees::add(Function *Callee) {
  uint64_t CalleeDepth = UnknownDepth;
  if (Callee && isKnown(*Callee)) {
    if (canBeLimited(*Callee)) {
      Later.insert(Callee);
      return;
    }
    CalleeDepth = getNumber(*Callee, AttrDepth, UnknownDepth);
  }
  if (CalleeDepth > Depth) {
    Depth = CalleeDepth;
    Deepest = Callee ? Callee->getName() : StringRef();
  }
}

/// A call through a register may be one that the source makes by name: code
/// that is to be small keeps the address of what it calls often, -mlong-calls
/// always does. Among those are the functions that may go deeper than one that
/// nobody knows: the local ones, and those that are unchecked by request.
const Callees &NeedCollector::namedCallees() {
  if (Named)
    return *Named;
  Named.emplace();
  // The entry of a variadic function calls its body, and nothing else.
  if (!MF.getFunction().hasFnAttribute(AttrVariadicEntry))
    Named->add(nullptr);
  for (const Instruction &I : instructions(MF.getFunction())) {
    const auto *Call = dyn_cast<CallBase>(&I);
    Function *Callee = Call ? findFunction(Call->getCalledOperand()) : nullptr;
    if (Callee && (Callee->hasLocalLinkage() || isUncheckedByRequest(*Callee)))
      Named->add(Callee);
  }
  return *Named;
}

void NeedCollector::addCall(const MachineInstr &MI) {
  Callees Of;
  if (MI.getOpcode() == ARM::tBLXNS_CALL)
    Of.Depth = NonSecureCallDepth;
  else if (Function *Callee = getCallee(MI))
    Of.add(Callee);
  else
    Of = namedCallees();

  Need.Later.insert(Of.Later.begin(), Of.Later.end());
  if (MI.isReturn()) {
    Need.TailCalls = std::max(Need.TailCalls, Of.Depth);
  } else if (Of.Depth > Need.Callees) {
    Need.Callees = Of.Depth;
    Need.Deepest = Of.Deepest;
  }
}

StackNeed NeedCollector::collect() {
  const Function &F = MF.getFunction();
  Need.Frame = getFrameSize(MF);
  const auto &AFI = *MF.getInfo<ARMFunctionInfo>();
  // A copy of the arguments is of no use to a function that takes them off the
  // stack itself (swifttailcc): its caller goes on where they were.
  Need.Arguments =
      readsVariableArguments(F) || AFI.getArgumentStackToRestore() != 0
          ? UnknownArguments
          : AFI.getArgumentStackSize();
  Need.IsHelper = F.hasFnAttribute(AttrHelper);
  Need.HasReserve = F.hasFnAttribute(AttrReserve);
  Need.Reserve = getNumber(F, AttrReserve, 0);
  for (const MachineBasicBlock &MBB : MF)
    for (const MachineInstr &MI : MBB)
      if (isCall(MI))
        addCall(MI);
  return std::move(Need);
}

StackNeed hop::computeStackNeed(MachineFunction &MF) {
  return NeedCollector(MF).collect();
}

/// Whether a caller of \p F may ask for what F takes: all of them know it, and
/// all of them can check.
static bool everyCallerChecks(const Function &F) {
  return all_of(F.users(), [](const User *U) {
    const auto *Call = dyn_cast<CallBase>(U);
    return Call && hasFiniteStack(*Call->getFunction());
  });
}

/// A check that a single caller makes along with its own is one saved. Where
/// there are several it may be one each.
static bool hasOneCaller(const Function &F) {
  const Function *Caller = nullptr;
  for (const User *U : F.users()) {
    const Function *Other = cast<CallBase>(U)->getFunction();
    if (Caller && Other != Caller)
      return false;
    Caller = Other;
  }
  return true;
}

/// What callers may be asked to ask for. The more, the sooner a call fails that
/// would not have come to the deep path; the gain beyond this is little.
constexpr uint64_t MaxDepthAskedForByOne = 256;
constexpr uint64_t MaxDepthAskedForByAll = 128;

uint64_t hop::getDepthBound(const Function &F, uint64_t LeafZone) {
  uint64_t Bound = std::min(LeafZone, UnknownDepth);
  if (F.hasFnAttribute(AttrVariadicBody)) {
    // What it takes would be on top of its entry's frame, which has no check.
    Bound = 0;
  } else if (F.hasLocalLinkage() && !F.hasAddressTaken() &&
             !F.hasFnAttribute(AttrVariadicEntry)) {
    Bound = LeafZone;
    if (everyCallerChecks(F))
      Bound = std::max(Bound, hasOneCaller(F) ? MaxDepthAskedForByOne
                                              : MaxDepthAskedForByAll);
  }
  return std::min(Bound, getNumber(F, AttrDepthLimit, Bound));
}

void hop::recordDepth(Function &F, uint64_t Depth) {
  F.addFnAttr(AttrDepth, utostr(Depth));
}

void hop::limitDepth(Function &F, uint64_t Depth) {
  F.addFnAttr(AttrDepthLimit,
              utostr(std::min(Depth, getNumber(F, AttrDepthLimit, Depth))));
}
