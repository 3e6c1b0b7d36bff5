//===- HopRegionLowering.cpp - Code of cleanup regions --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang marks a cleanup region by two calls, which count nothing against
// inlining:
//
//     call void @__hop_region_begin()
//     call void @cleanup(...)
//     invoke void @__hop_region_end() to label %done unwind label %enclosing
//
// They become
//
//     ++cleanup_depth
//     call void @cleanup(...)
//     if (--cleanup_depth == 0 && kill_pending)
//       invoke void @__hop_kill_point() unwind label %enclosing
//
// (or, of an end after which the kill is to come later, a call that returns),
// and nothing where what is between them, once optimised and inlined, makes no
// call that returns: assertions do not. Then nothing that matters can trap
// there. (What the compiler calls implicitly is a runtime helper; those extend
// the stack with or without a region.)
//
// A region that a C++ exception may leave has another mark where it is unwound,
//
//     call void @__hop_region_unwound()
//
// which lowers the depth again. A kill has reset it, so it stays at 0. Where
// such a mark can still be reached something can throw, and the region stays.
//
// Regions that follow each other directly are one: a kill between them would
// run the same cleanups, from the landing pad.
//
// Code motion and tail merging may have made several marks meet. A beginning
// is dropped only together with every end that it reaches, and with every
// beginning that reaches one of those.
//
//===----------------------------------------------------------------------===//

#include "hop-pass/FiniteStackABI.h"
#include "hop-pass/IRPasses.h"
#include "hop-pass/StackCheck.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/Statistic.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/Pass.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;
using namespace hop;

#define DEBUG_TYPE "hop-region-lowering"

STATISTIC(NumLowered, "Number of cleanup regions lowered");
STATISTIC(NumDropped, "Number of cleanup regions in which nothing can trap");
STATISTIC(NumMerged, "Number of cleanup regions merged with the one before");

namespace {

/// What is reached from a beginning before its end.
struct Region {
  SmallPtrSet<CallBase *, 2> Ends;
  bool MayTrap = false;
};

class RegionLowering : public FunctionPass {
public:
  static char ID;
  RegionLowering() : FunctionPass(ID) {}
  StringRef getPassName() const override {
    return "Finite-stack cleanup regions";
  }
  bool runOnFunction(Function &F) override;
};

} // namespace

char RegionLowering::ID;

FunctionPass *hop::createRegionLoweringPass() { return new RegionLowering(); }

bool hop::isRegionMark(const Function &F) {
  return is_contained({RegionBeginName, RegionEndName, RegionEndLaterName,
                       RegionUnwoundName},
                      F.getName());
}

static bool isCallOf(const Instruction &I, StringRef Name) {
  const auto *Call = dyn_cast<CallBase>(&I);
  const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
  return Callee && Callee->getName() == Name;
}

static bool isBegin(const Instruction &I) {
  return isCallOf(I, RegionBeginName);
}

static bool isEndLater(const Instruction &I) {
  return isCallOf(I, RegionEndLaterName);
}

static bool isEnd(const Instruction &I) {
  return isCallOf(I, RegionEndName) || isEndLater(I);
}

static bool isUnwound(const Instruction &I) {
  return isCallOf(I, RegionUnwoundName);
}

/// Inline assembly that calls something says that it clobbers lr, as for the
/// depth of functions (HopStackNeed.cpp).
static bool isAsmCall(const InlineAsm &Asm) {
  return any_of(Asm.ParseConstraints(), [](const InlineAsm::ConstraintInfo &C) {
    return C.Type != InlineAsm::isInput &&
           any_of(C.Codes, [](StringRef Code) {
             return Code == "{lr}" || Code == "{r14}";
           });
  });
}

/// A call that does not return never lets the cleanup come to its end: whether
/// it happens or the task dies there, nothing is lost.
static bool isTrappingCall(const Instruction &I) {
  const auto *Call = dyn_cast<CallBase>(&I);
  if (!Call || isa<IntrinsicInst>(I) || Call->doesNotReturn())
    return false;
  const auto *Asm = dyn_cast<InlineAsm>(Call->getCalledOperand());
  return !Asm || isAsmCall(*Asm);
}

/// Walks from \p Begin to the ends that match it. Regions nest.
static Region explore(CallBase *Begin) {
  struct Place {
    BasicBlock::iterator I;
    unsigned Nesting;
  };
  Region R;
  SmallPtrSet<BasicBlock *, 8> Seen;
  SmallVector<Place, 8> Work{{std::next(Begin->getIterator()), 0}};
  const auto follow = [&](BasicBlock *From, unsigned Nesting) {
    for (BasicBlock *Successor : successors(From))
      if (Seen.insert(Successor).second)
        Work.push_back({Successor->begin(), Nesting});
  };
  while (!Work.empty()) {
    auto [I, Nesting] = Work.pop_back_val();
    BasicBlock *Block = I->getParent();
    bool Left = false;
    for (; I != Block->end() && !Left; ++I) {
      if (isBegin(*I)) {
        ++Nesting;
      } else if (isEnd(*I)) {
        Left = Nesting-- == 0;
        if (Left)
          R.Ends.insert(cast<CallBase>(&*I));
      } else if (isUnwound(*I)) {
        // Whichever region's it is: not every region has one.
        R.MayTrap = true;
        Left = Nesting-- == 0;
      } else {
        R.MayTrap |= isTrappingCall(*I);
      }
    }
    // The end is in another function, which an optimiser has split off.
    R.MayTrap |= !Left && isa<ReturnInst>(Block->getTerminator());
    if (!Left)
      follow(Block, Nesting);
  }
  return R;
}

/// What shares an end with a region that may trap stays with it.
static void keepWhatMeets(MapVector<CallBase *, Region> &Regions) {
  for (bool Changed = true; Changed;) {
    Changed = false;
    SmallPtrSet<CallBase *, 8> KeptEnds;
    for (const auto &[Begin, R] : Regions)
      if (R.MayTrap)
        KeptEnds.insert(R.Ends.begin(), R.Ends.end());
    for (auto &[Begin, R] : Regions)
      if (!R.MayTrap && any_of(R.Ends, [&](CallBase *End) {
            return KeptEnds.contains(End);
          }))
        Changed = R.MayTrap = true;
  }
}

namespace {

/// Emits accesses to the words beside the limit (ABI.md 1).
class ContextWords {
public:
  explicit ContextWords(const Function &F)
      : Variable(F.getFnAttribute(AttrLimitVariable).getValueAsString()) {}

  Value *load(IRBuilder<> &B, uint32_t Offset) const {
    return B.CreateAlignedLoad(B.getInt32Ty(), address(B, Offset), Align(4),
                               /*isVolatile=*/true);
  }

  Value *addToDepth(IRBuilder<> &B, int Delta) const {
    return storeDepth(
        B, B.CreateAdd(load(B, CleanupDepthOffset), B.getInt32(Delta)));
  }

  /// Stays at 0 if it is.
  Value *subtractFromDepth(IRBuilder<> &B, uint32_t Delta) const {
    return storeDepth(B, B.CreateBinaryIntrinsic(Intrinsic::usub_sat,
                                                 load(B, CleanupDepthOffset),
                                                 B.getInt32(Delta)));
  }

private:
  Value *storeDepth(IRBuilder<> &B, Value *Depth) const {
    B.CreateAlignedStore(Depth, address(B, CleanupDepthOffset), Align(4),
                         /*isVolatile=*/true);
    return Depth;
  }

  Value *address(IRBuilder<> &B, uint32_t Offset) const {
    if (Variable.empty())
      return B.CreateIntToPtr(B.getInt32(LimitAddress + Offset), B.getPtrTy());
    Module &M = *B.GetInsertBlock()->getModule();
    Constant *Limit = M.getOrInsertGlobal(Variable, B.getInt32Ty());
    return B.CreateConstInBoundsGEP1_32(B.getInt8Ty(), Limit, Offset);
  }

  StringRef Variable;
};

} // namespace

/// The call or invoke \p End becomes the kill point, on a path of its own.
static void lowerEnd(CallBase *End, const ContextWords &Words) {
  Module &M = *End->getModule();
  IRBuilder<> B(End);
  Value *IsOutermost = B.CreateIsNull(Words.addToDepth(B, -1));
  End->setCalledFunction(M.getOrInsertFunction(
      isEndLater(*End) ? KillLaterName : KillPointName,
      FunctionType::get(B.getVoidTy(), false)));

  // Where it returns to, whatever it is.
  BasicBlock *Head = End->getParent();
  BasicBlock *Kill = SplitBlock(Head, End);
  BasicBlock *Done = nullptr;
  if (auto *Invoke = dyn_cast<InvokeInst>(End)) {
    Done = SplitEdge(Kill, Invoke->getNormalDest());
  } else {
    Done = SplitBlock(Kill, End->getNextNode());
  }
  BasicBlock *Outermost =
      BasicBlock::Create(M.getContext(), "region.outermost", Head->getParent(), Kill);
  Head->getTerminator()->eraseFromParent();
  B.SetInsertPoint(Head);
  B.CreateCondBr(IsOutermost, Outermost, Done);
  B.SetInsertPoint(Outermost);
  B.CreateCondBr(B.CreateIsNotNull(Words.load(B, KillPendingOffset)), Kill, Done);
}

static void lowerUnwound(Instruction *Unwound, const ContextWords &Words) {
  IRBuilder<> B(Unwound);
  Words.subtractFromDepth(B, 1);
  Unwound->eraseFromParent();
}

static void dropEnd(CallBase *End) {
  if (auto *Invoke = dyn_cast<InvokeInst>(End)) {
    BasicBlock *Normal = Invoke->getNormalDest();
    Invoke->getUnwindDest()->removePredecessor(Invoke->getParent());
    BranchInst::Create(Normal, Invoke->getIterator());
  }
  End->eraseFromParent();
}

/// The end after which nothing happens until \p Block is left for its only
/// successor, or null.
static CallBase *findEndBeforeLeaving(BasicBlock &Block) {
  if (auto *Invoke = dyn_cast<InvokeInst>(Block.getTerminator()))
    return isEnd(*Invoke) ? Invoke : nullptr;
  if (!isa<BranchInst>(Block.getTerminator()) || !Block.getSingleSuccessor())
    return nullptr;
  for (Instruction &I : drop_begin(reverse(Block))) {
    if (isEnd(I))
      return cast<CallBase>(&I);
    if (I.mayHaveSideEffects() && !I.isLifetimeStartOrEnd())
      return nullptr;
  }
  return nullptr;
}

/// Merges the region that begins first in \p Block, before anything else
/// happens there, with those that end right before on every way to it. Not
/// around a loop: a kill would wait for the end of all its rounds.
static bool mergeWithPredecessors(BasicBlock &Block, const DominatorTree &DT) {
  auto Begin = find_if(Block, [](const Instruction &I) {
    return I.mayHaveSideEffects() && !I.isLifetimeStartOrEnd();
  });
  if (Begin == Block.end() || !isBegin(*Begin) || pred_empty(&Block))
    return false;
  SmallSetVector<CallBase *, 4> Ends;
  for (BasicBlock *Predecessor : predecessors(&Block)) {
    CallBase *End = findEndBeforeLeaving(*Predecessor);
    if (!End || DT.dominates(&Block, Predecessor))
      return false;
    if (auto *Invoke = dyn_cast<InvokeInst>(End))
      if (Invoke->getNormalDest() != &Block)
        return false;
    Ends.insert(End);
  }
  Begin->eraseFromParent();
  for (CallBase *End : Ends)
    dropEnd(End);
  ++NumMerged;
  return true;
}

/// The same within a block.
static bool mergeWithin(BasicBlock &Block) {
  CallBase *End = nullptr;
  bool Changed = false;
  for (Instruction &I : make_early_inc_range(Block)) {
    if (isEnd(I) && !I.isTerminator()) {
      End = cast<CallBase>(&I);
    } else if (isBegin(I) && End) {
      dropEnd(End);
      I.eraseFromParent();
      End = nullptr;
      Changed = true;
      ++NumMerged;
    } else if (I.mayHaveSideEffects() && !I.isLifetimeStartOrEnd()) {
      End = nullptr;
    }
  }
  return Changed;
}

static bool mergeRegions(Function &F) {
  if (none_of(instructions(F), isEnd))
    return false;
  const DominatorTree DT(F);
  bool Changed = false;
  for (BasicBlock &Block : F) {
    Changed |= mergeWithin(Block);
    Changed |= mergeWithPredecessors(Block, DT);
  }
  return Changed;
}

bool RegionLowering::runOnFunction(Function &F) {
  const bool Changed = mergeRegions(F);
  MapVector<CallBase *, Region> Regions;
  SmallVector<CallBase *, 8> Ends, Unwound;
  for (Instruction &I : instructions(F)) {
    if (isBegin(I))
      Regions.insert({cast<CallBase>(&I), explore(cast<CallBase>(&I))});
    else if (isEnd(I))
      Ends.push_back(cast<CallBase>(&I));
    else if (isUnwound(I))
      Unwound.push_back(cast<CallBase>(&I));
  }
  if (Regions.empty() && Ends.empty() && Unwound.empty())
    return Changed;

  keepWhatMeets(Regions);
  SmallPtrSet<CallBase *, 8> Dropped;
  const ContextWords Words(F);
  for (auto &[Begin, R] : Regions) {
    if (R.MayTrap) {
      IRBuilder<> B(Begin);
      Words.addToDepth(B, 1);
      ++NumLowered;
    } else {
      Dropped.insert(R.Ends.begin(), R.Ends.end());
      ++NumDropped;
    }
    Begin->eraseFromParent();
  }
  for (CallBase *End : Ends)
    Dropped.contains(End) ? dropEnd(End) : lowerEnd(End, Words);
  for (CallBase *Mark : Unwound)
    lowerUnwound(Mark, Words);
  return true;
}
