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
//     call void @__hop_region_begin()
//     call cleanup
//     call-or-invoke void @__hop_region_end()
//
// An overflow inside lowers the limit into the stack's reserve and leaves a
// kill pending, which the outermost region's end delivers. The scope has been
// popped by then, so the invoke has the enclosing scope's landing pad and the
// remaining cleanups run (ABI.md 5).
//
// These are marks: llvm/HopRegionLowering.cpp makes code of them, after the
// optimisations, where it shows whether anything in between can trap at all.
// On the exceptional path there is no region: the task is dying, the reserve is
// open, and no further kill can come.
//
// Around a destructor the end only makes the next check trap. Unwinding from
// the end itself, clang would not know what belongs to whom: what the
// function is to return has been made, and so has the variable that a
// temporary, which is destroyed here, initialises, but neither has a cleanup
// yet; and what the source destroys itself it notes later, so that its owner
// would destroy it again. Where a call does not fit all that is as for an
// exception. The price is that a loop with no checked call but in destructors
// does not notice.
//
// A region that a C++ exception may leave, the call of a destructor that is not
// noexcept, takes its depth back there: it is a scope with a cleanup that says
// so by a third mark. A kill resets the depth itself. In C no region has one: by
// the documentation of the attribute in GCC it is undefined what happens if a
// cleanup does not return normally, and every cleanup would need a landing pad.
//
//===----------------------------------------------------------------------===//

#include "hop-pass/CleanupRegion.h"
#include "hop-pass/CatchAll.h"
#include "hop-pass/FiniteStackABI.h"
#include "hop-pass/FiniteStackCodeGen.h"
#include "hop-pass/RuntimeCall.h"

#include "CGCleanup.h"
#include "CodeGenFunction.h"
#include "CodeGenModule.h"

using namespace clang;
using namespace clang::CodeGen;

static llvm::FunctionCallee getMark(CodeGenFunction &CGF, const char *Name) {
  return CGF.CGM.CreateRuntimeFunction(
      llvm::FunctionType::get(CGF.VoidTy, /*isVarArg=*/false), Name);
}

// Terminate scopes are around the cleanups of exceptional paths
// (PopCleanupBlock), around the copy of an exception that is being caught, and
// around the bodies of noexcept functions.
bool hop::isInEHCleanup(CodeGenFunction &CGF) {
  const EHScopeStack::stable_iterator Innermost =
      CGF.EHStack.getInnermostEHScope();
  return finiteStackEnabled() && Innermost != EHScopeStack::stable_end() &&
         isa<EHTerminateScope>(*CGF.EHStack.find(Innermost)) &&
         !isExceptionSpecification(CGF, Innermost);
}

static bool isRegion(CodeGenFunction &CGF) {
  return hop::finiteStackEnabled() && CGF.HaveInsertPoint() &&
         !hop::isInEHCleanup(CGF);
}

static bool mayThrow(const FunctionDecl &F) {
  const auto *Type = F.getType()->getAs<FunctionProtoType>();
  return !Type || isUnresolvedExceptionSpec(Type->getExceptionSpecType()) ||
         Type->canThrow() != CT_Cannot;
}

namespace {

struct LowerDepth final : EHScopeStack::Cleanup {
  void Emit(CodeGenFunction &CGF, Flags) override {
    CGF.EmitNounwindRuntimeCall(getMark(CGF, hop::RegionUnwoundName));
  }
};

} // namespace

hop::CleanupRegion::CleanupRegion(CodeGenFunction &CGF,
                                  const FunctionDecl *Callee,
                                  KillAfterRegion Kill)
    : CGF(CGF), Kill(Kill) {
  if (!isRegion(CGF))
    return;
  CGF.EmitNounwindRuntimeCall(getMark(CGF, RegionBeginName));
  HasUnwindSide = CGF.getLangOpts().CXXExceptions && Callee && mayThrow(*Callee);
  if (HasUnwindSide)
    CGF.EHStack.pushCleanup<LowerDepth>(EHCleanup);
}

hop::CleanupRegion::~CleanupRegion() {
  if (HasUnwindSide)
    CGF.PopCleanupBlock();
  // A cleanup that does not return has no end of the region either.
  if (!isRegion(CGF))
    return;
  if (Kill == KillAfterRegion::AtOnce)
    emitKillableCall(CGF, getMark(CGF, RegionEndName));
  else
    CGF.EmitNounwindRuntimeCall(getMark(CGF, RegionEndLaterName));
}
