//===- HopStackCheck.cpp - Finite-stack checks for Arm M-profile ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A call that does not fit on the stack must not happen. Every function that
// may need stack therefore starts with a comparison of SP, before anything of
// it is pushed or stored, and a supervisor call that does not return if the
// call is not to be. It preserves every register but r12: if it returns, the
// body runs as if nothing had been.
//
// Unchecked are the functions that together with whatever they call before
// the next check stay within the leaf zone, or, where a caller may not know
// them, within the part of it that every caller keeps free. And those whose
// callers all know them and ask for what they take.
//
// HopStackNeed.cpp says what a function needs, HopCheckThumb1.cpp,
// HopCheckThumb2.cpp and HopCheckCalled.cpp emit the code, and here is the
// decision between them.
//
//===----------------------------------------------------------------------===//

#include "hop-pass/StackCheck.h"
#include "HopBelowAlloca.h"
#include "HopCheckCalled.h"
#include "HopCheckThumb1.h"
#include "HopCheckThumb2.h"
#include "HopStackNeed.h"
#include "hop-pass/FiniteStackABI.h"

#include "ARMMachineFunctionInfo.h"
#include "ARMSubtarget.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/PointerIntPair.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/Statistic.h"
#include "llvm/CodeGen/MachineFrameInfo.h"
#include "llvm/CodeGen/MachineFunction.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/Instructions.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Target/TargetMachine.h"

using namespace llvm;
using namespace hop;

#define DEBUG_TYPE "hop-stack-check"

STATISTIC(NumChecked, "Number of functions checked");
STATISTIC(NumUnchecked, "Number of functions that need no check");

static cl::opt<bool>
    FiniteStack("hop-finite-stack", cl::Hidden,
                cl::desc("Give C and C++ finite-stack semantics"));

bool hop::finiteStackEnabled() { return FiniteStack; }

bool hop::hasFiniteStack(const Function &F) {
  if (F.hasFnAttribute(AttrReserve))
    return true;
  return F.hasFnAttribute(AttrFiniteStack) && !F.hasFnAttribute(AttrUnchecked) &&
         !F.hasFnAttribute(Attribute::Naked);
}

bool hop::areInlineCompatible(const Function &Caller, const Function &Callee) {
  // In an unchecked function the callee's frame would go unchecked, too.
  if (hasFiniteStack(Callee) && !hasFiniteStack(Caller))
    return false;
  // Code of a unit without finite-stack has calls that are marked as unable to
  // unwind. In checked code they could not be told from lost ones.
  return Callee.hasFnAttribute(AttrFiniteStack) ||
         !Caller.hasFnAttribute(AttrFiniteStack);
}

bool hop::isStackCounted(const Function &F) {
  return F.hasFnAttribute(AttrFiniteStack) || F.hasFnAttribute(AttrReserve);
}

bool hop::mustUnwind(const Function &F) {
  return F.hasFnAttribute(AttrFiniteStack);
}

//===----------------------------------------------------------------------===//
// What cannot be checked
//===----------------------------------------------------------------------===//

static bool isAllocaCheck(const Instruction &I) {
  const auto *Call = dyn_cast<CallBase>(&I);
  const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
  return Callee && Callee->getName() == AllocaCheckName && hasMarkedSize(*Call);
}

/// The check in front of the prologue covers the fixed frame; what a dynamic
/// alloca adds is checked where SP moves, by a call that clang makes there (an
/// invoke where the function has cleanups). Prove that none got lost, nor what
/// is to be added to its size: from one alloca to the next there is a check on
/// every way.
static bool checksEveryAlloca(const Function &F) {
  // A block, and whether it is entered behind a check that is still to be used.
  using Place = PointerIntPair<const BasicBlock *, 1, bool>;
  SmallVector<Place, 8> Work{Place(&F.getEntryBlock(), false)};
  DenseSet<Place> Seen;
  while (!Work.empty()) {
    const Place From = Work.pop_back_val();
    if (!Seen.insert(From).second)
      continue;
    bool IsChecked = From.getInt();
    for (const Instruction &I : *From.getPointer()) {
      const auto *Alloca = dyn_cast<AllocaInst>(&I);
      if (Alloca && !Alloca->isStaticAlloca() &&
          !std::exchange(IsChecked, false))
        return false;
      IsChecked |= isAllocaCheck(I);
    }
    for (const BasicBlock *Successor : successors(From.getPointer()))
      Work.push_back(Place(Successor, IsChecked && !Successor->isEHPad()));
  }
  return true;
}

/// Returns why \p MF cannot be checked correctly, or null.
static const char *findObstacle(const MachineFunction &MF) {
  const auto &ST = MF.getSubtarget<ARMSubtarget>();
  const MachineFrameInfo &MFI = MF.getFrameInfo();
  if (!ST.isMClass())
    return "finite-stack needs Arm M-profile; use -fno-finite-stack";
  // GlobalISel does not say how many arguments are on the stack.
  if (MF.getTarget().Options.EnableGlobalISel)
    return "finite-stack and -fglobal-isel exclude each other";
  if (MF.getInfo<ARMFunctionInfo>()->isCmseNSEntryFunction())
    return "finite-stack does not support CMSE entry functions";
  if (MF.shouldSplitStack())
    return "finite-stack and -fsplit-stack exclude each other";
  // -enable-shrink-wrap
  if (MFI.getSavePoint())
    return "finite-stack and shrink-wrapping exclude each other";
  if (!MFI.hasVarSizedObjects())
    return nullptr;
  if (!checksEveryAlloca(MF.getFunction()))
    return MF.getFunction().hasFnAttribute(AttrFiniteStack)
               ? "finite-stack found a dynamic alloca without a check"
               : "'finite_stack_reserve' covers no alloca of variable size; use "
                 "-ffinite-stack, or an array of constant size";
  return nullptr;
}

//===----------------------------------------------------------------------===//
// The decision
//===----------------------------------------------------------------------===//

std::unique_ptr<CheckEmitter> CheckEmitter::create(MachineFunction &MF,
                                                   MachineBasicBlock &Body,
                                                   const StackNeed &Need) {
  auto Called = std::make_unique<CalledCheckEmitter>(MF, Body, Need);
  if (Called->isWanted())
    return Called;
  if (MF.getSubtarget<ARMSubtarget>().isThumb1Only())
    return std::make_unique<Thumb1CheckEmitter>(MF, Body, Need);
  return std::make_unique<Thumb2CheckEmitter>(MF, Body, Need);
}

/// -Rpass=finite-stack
static void remark(const MachineFunction &MF, const StackNeed &Need,
                   bool IsChecked) {
  const Function &F = MF.getFunction();
  OptimizationRemark R("finite-stack", IsChecked ? "Checked" : "Unchecked",
                       DiagnosticLocation(F.getSubprogram()),
                       &F.getEntryBlock());
  using NV = DiagnosticInfoOptimizationBase::Argument;
  R << NV("Function", &F)
    << (IsChecked           ? " checked: "
        : hasFiniteStack(F) ? " unchecked: "
                            : " unchecked by request: ");
  R << NV("Frame", unsigned(Need.Frame)) << " bytes of frame";
  if (Need.HasReserve) {
    R << ", reserves " << NV("Reserve", unsigned(Need.Reserve));
  } else if (Need.Callees) {
    R << ", up to " << NV("Depth", unsigned(Need.Callees)) << " below by ";
    if (Need.Deepest.empty())
      R << "an unknown callee";
    else
      R << NV("Callee", Need.Deepest);
  }
  if (Need.TailCalls)
    R << ", " << NV("TailCalls", unsigned(Need.TailCalls)) << " by a tail call";
  if (F.hasFnAttribute(AttrDepthLimit))
    R << ", part of a recursion";
  F.getContext().diagnose(R);
}

/// What has been counted as 0 has to be so, or, below a check, within the zone.
static void limitLater(const StackNeed &Need, uint64_t Depth) {
  for (Function *Callee : Need.Later)
    limitDepth(*Callee, Depth);
}

void hop::insertStackCheck(MachineFunction &MF, MachineBasicBlock &Prologue) {
  Function &F = MF.getFunction();
  if (!isStackCounted(F))
    return;
  const StackNeed Need = computeStackNeed(MF);
  if (!hasFiniteStack(F)) {
    // Unchecked by request: what it takes, its callers ask for.
    recordDepth(F, Need.getDepth());
    limitLater(Need, 0);
    remark(MF, Need, false);
    askBelowAlloca(MF, Need);
    return;
  }
  const char *Obstacle = findObstacle(MF);
  if (!Obstacle) {
    // Whether or not the function itself has a check: its alloca may end
    // where the limit is.
    askBelowAlloca(MF, Need);
    const uint64_t LeafZone = getCheckParameters(F).LeafZone;
    if (Need.Later.contains(&F))
      limitDepth(F, 0);
    const bool IsChecked =
        Need.HasReserve || Need.getDepth() > getDepthBound(F, LeafZone);
    recordDepth(F, IsChecked ? 0 : Need.getDepth());
    limitLater(Need, IsChecked ? LeafZone : 0);
    remark(MF, Need, IsChecked);
    if (!IsChecked) {
      ++NumUnchecked;
      return;
    }
    assert(&Prologue == &MF.front() && "shrink-wrapped in spite of the check");
    Obstacle = CheckEmitter::create(MF, Prologue, Need)->emit();
    ++NumChecked;
  }
  if (Obstacle)
    F.getContext().diagnose(DiagnosticInfoUnsupported(F, Obstacle));
}
