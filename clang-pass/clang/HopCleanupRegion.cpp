//===- HopCleanupRegion.cpp - Cleanup code runs to its end ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The call of a cleanup (__attribute__((cleanup)), a C++ destructor) must not
// be the one that does not happen: the mutex would stay locked. So it is a
// region:
//
//     ++cleanup_depth                       ; volatile, in the context words
//     call cleanup
//     if (--cleanup_depth == 0 && kill_pending)
//       call-or-invoke __hop_kill_point()
//
// An overflow inside lowers the limit into the stack's reserve and leaves a
// kill pending, which the outermost region's end delivers. The scope has been
// popped by then, so the invoke has the enclosing scope's landing pad and the
// remaining cleanups run (ABI.md 5).
//
// The words are touched inline: a call would stand in the way of inlining, and
// could itself not fit. On the exceptional path there is no region: the task is
// dying, the reserve is open, and no further kill can come.
//
//===----------------------------------------------------------------------===//

#include "hop-pass/CleanupRegion.h"
#include "hop-pass/FiniteStackABI.h"
#include "hop-pass/FiniteStackCodeGen.h"

#include "CGCleanup.h"
#include "CodeGenFunction.h"
#include "CodeGenModule.h"

using namespace clang;
using namespace clang::CodeGen;

static llvm::Value *emitWordAddress(CodeGenFunction &CGF, uint32_t Offset) {
  return llvm::ConstantExpr::getIntToPtr(
      llvm::ConstantInt::get(CGF.Int32Ty, hop::LimitAddress + Offset),
      CGF.UnqualPtrTy);
}

static llvm::Value *emitWordLoad(CodeGenFunction &CGF, uint32_t Offset) {
  llvm::LoadInst *Load = CGF.Builder.CreateAlignedLoad(
      CGF.Int32Ty, emitWordAddress(CGF, Offset), CharUnits::fromQuantity(4));
  Load->setVolatile(true);
  return Load;
}

/// Add \p Delta to the depth; returns the sum.
static llvm::Value *emitDepthChange(CodeGenFunction &CGF, int Delta) {
  llvm::Value *Depth = CGF.Builder.CreateAdd(
      emitWordLoad(CGF, hop::CleanupDepthOffset),
      llvm::ConstantInt::getSigned(CGF.Int32Ty, Delta));
  CGF.Builder
      .CreateAlignedStore(Depth, emitWordAddress(CGF, hop::CleanupDepthOffset),
                          CharUnits::fromQuantity(4))
      ->setVolatile(true);
  return Depth;
}

static void emitKillPoint(CodeGenFunction &CGF, llvm::Value *Depth) {
  CGBuilderTy &B = CGF.Builder;
  llvm::Value *IsPending =
      B.CreateIsNotNull(emitWordLoad(CGF, hop::KillPendingOffset));
  llvm::Value *IsDue = B.CreateAnd(B.CreateIsNull(Depth), IsPending);
  llvm::BasicBlock *Kill = CGF.createBasicBlock("cleanup.kill");
  llvm::BasicBlock *Done = CGF.createBasicBlock("cleanup.survived");
  B.CreateCondBr(IsDue, Kill, Done);

  CGF.EmitBlock(Kill);
  CGF.EmitRuntimeCallOrInvoke(
      CGF.CGM.CreateRuntimeFunction(
          llvm::FunctionType::get(CGF.VoidTy, /*isVarArg=*/false),
          hop::KillPointName));
  CGF.EmitBlock(Done);
}

// PopCleanupBlock puts a terminate scope around the cleanups of exceptional
// paths, and under finite-stack nobody else does (EmitStartEHSpec).
bool hop::isInEHCleanup(CodeGenFunction &CGF) {
  const EHScopeStack::stable_iterator Innermost =
      CGF.EHStack.getInnermostEHScope();
  return finiteStackEnabled() && Innermost != EHScopeStack::stable_end() &&
         isa<EHTerminateScope>(*CGF.EHStack.find(Innermost));
}

static bool isRegion(CodeGenFunction &CGF) {
  return hop::finiteStackEnabled() && CGF.HaveInsertPoint() &&
         !hop::isInEHCleanup(CGF);
}

hop::CleanupRegion::CleanupRegion(CodeGenFunction &CGF) : CGF(CGF) {
  if (isRegion(CGF))
    emitDepthChange(CGF, 1);
}

hop::CleanupRegion::~CleanupRegion() {
  // A cleanup that does not return has no end of the region either.
  if (isRegion(CGF))
    emitKillPoint(CGF, emitDepthChange(CGF, -1));
}
