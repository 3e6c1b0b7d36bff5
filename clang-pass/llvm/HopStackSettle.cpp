//===- HopStackSettle.cpp - Where SP goes back ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a dynamic alloca takes may be on other memory than the rest of its
// function's stack: the trap of its check moves SP there. The runtime has to
// know when SP goes back, at the end of a scope or of the function. So a
// function with such an alloca becomes
//
//     %sp = stacksave
//     ...
//     stackrestore %inner         ; end of a scope, an inlined function
//     call @__hop_stack_settle()
//     ...
//     stackrestore %sp            ; in front of each return
//     call @__hop_stack_settle()
//     ret
//
// It runs when nothing moves code any more: a restore in front of a return is
// what optimisers remove.
//
// In such a function, and in one with a call whose arguments are large, each
// call moves SP. EHABI's tables do not say by how much, so that a landing pad
// starts with SP as it was during the call. One that catches goes on, maybe to
// the same call again, and so SP has to go back there, too:
//
//     %sp = stacksave
//     invoke ... unwind label %pad
//     ...
//   pad:
//     landingpad ... catch ...
//     stackrestore %sp
//
// Without a dynamic alloca SP must not move: nothing finds its locals then. Of
// an alloca that has become part of the frame, the check goes. The other checks
// are to ask for what calls take below the alloca: HopBelowAlloca.h.
//
//===----------------------------------------------------------------------===//

#include "HopBelowAlloca.h"
#include "hop-pass/FiniteStackABI.h"
#include "hop-pass/IRPasses.h"
#include "hop-pass/StackCheck.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/Pass.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;
using namespace hop;

namespace {

class StackSettle : public FunctionPass {
public:
  static char ID;
  StackSettle() : FunctionPass(ID) {}
  StringRef getPassName() const override {
    return "Finite-stack settling where SP goes back";
  }
  bool runOnFunction(Function &F) override;
};

} // namespace

char StackSettle::ID;

FunctionPass *hop::createStackSettlePass() { return new StackSettle(); }

static SmallVector<CallBase *, 4> findChecks(Function &F) {
  SmallVector<CallBase *, 4> Checks;
  for (Instruction &I : instructions(F))
    if (auto *Call = dyn_cast<CallBase>(&I))
      if (const Function *Callee = Call->getCalledFunction())
        if (Callee->getName() == AllocaCheckName)
          Checks.push_back(Call);
  return Checks;
}

static bool isDynamicAlloca(const Instruction &I) {
  const auto *Alloca = dyn_cast<AllocaInst>(&I);
  return Alloca && !Alloca->isStaticAlloca();
}

static void drop(ArrayRef<CallBase *> Checks) {
  for (CallBase *Check : Checks) {
    if (auto *Invoke = dyn_cast<InvokeInst>(Check)) {
      Invoke->getUnwindDest()->removePredecessor(Invoke->getParent());
      BranchInst::Create(Invoke->getNormalDest(), Invoke->getIterator());
    }
    Check->eraseFromParent();
  }
}

/// SP goes back to where it was at entry, before \p F is left for its caller or
/// for what it tail-calls.
static void restoreBeforeReturns(Function &F) {
  IRBuilder<> Entry(&*F.getEntryBlock().getFirstInsertionPt());
  Value *SP = Entry.CreateStackSave("sp");
  for (BasicBlock &Block : F) {
    Instruction *Leaving = Block.getTerminatingMustTailCall();
    if (!Leaving && isa<ReturnInst>(Block.getTerminator()))
      Leaving = Block.getTerminator();
    if (Leaving)
      IRBuilder<>(Leaving).CreateStackRestore(SP);
  }
}

static void settleAfterRestores(Function &F) {
  const FunctionCallee Settle = F.getParent()->getOrInsertFunction(
      StackSettleName, Type::getVoidTy(F.getContext()));
  for (Instruction &I : make_early_inc_range(instructions(F))) {
    const auto *Restore = dyn_cast<IntrinsicInst>(&I);
    if (!Restore || Restore->getIntrinsicID() != Intrinsic::stackrestore)
      continue;
    IRBuilder<> B(I.getNextNode());
    B.SetCurrentDebugLocation(I.getDebugLoc());
    B.CreateCall(Settle)->setDoesNotThrow();
  }
}

/// Whether the code generator may move SP for \p I: the arguments exceed half of
/// what an instruction of Thumb-1 can reach.
static bool hasLargeArguments(const Instruction &I) {
  constexpr uint64_t Large = 496;
  const auto *Call = dyn_cast<CallBase>(&I);
  if (!Call || isa<IntrinsicInst>(Call))
    return false;
  const DataLayout &DL = I.getModule()->getDataLayout();
  uint64_t Size = 0;
  for (const auto &[N, Argument] : enumerate(Call->args())) {
    Type *ByVal = Call->getParamByValType(N);
    Size += alignTo(DL.getTypeAllocSize(ByVal ? ByVal : Argument->getType()), 8);
  }
  return Size > Large;
}

/// What catches an exception goes on with SP as it is between calls.
static bool restoreInCatchingPads(Function &F) {
  bool HasChanged = false;
  for (BasicBlock &Block : F) {
    LandingPadInst *Pad = Block.getLandingPadInst();
    if (!Pad || Pad->getNumClauses() == 0)
      continue;
    IRBuilder<> B(&Block, Block.begin());
    PHINode *SP = B.CreatePHI(B.getPtrTy(), pred_size(&Block), "sp");
    for (BasicBlock *Invoking : predecessors(&Block))
      SP->addIncoming(IRBuilder<>(Invoking->getTerminator()).CreateStackSave(),
                      Invoking);
    B.SetInsertPoint(Pad->getNextNode());
    B.SetCurrentDebugLocation(Pad->getDebugLoc());
    B.CreateStackRestore(SP);
    HasChanged = true;
  }
  return HasChanged;
}

bool StackSettle::runOnFunction(Function &F) {
  const SmallVector<CallBase *, 4> Checks = findChecks(F);
  const bool HasAlloca = any_of(instructions(F), isDynamicAlloca);
  bool HasChanged = !Checks.empty();
  if (HasChanged && HasAlloca) {
    for (CallBase *Check : Checks)
      markSize(*Check);
    restoreBeforeReturns(F);
    settleAfterRestores(F);
  } else if (HasChanged) {
    drop(Checks);
    EliminateUnreachableBlocks(F);
  }
  if (mustUnwind(F) && (HasAlloca || any_of(instructions(F), hasLargeArguments)))
    HasChanged |= restoreInCatchingPads(F);
  return HasChanged;
}
