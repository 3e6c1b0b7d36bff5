//===- HopCatchAll.cpp - What catches everything passes a kill ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `catch (...)` and the terminate scope of a noexcept function catch every
// exception. A kill is none: it runs the cleanups, those around such a scope
// too, and goes on.
//
// A clause with a null type info has neither a selector to compare nor, in the
// eyes of the optimiser, anything left to clean up behind it. So the type info
// is the address of a symbol, which the personality routine takes for any type:
// the dispatch compares it like others, and a kill, whose selector is 0, goes
// to the scopes around.
//
// Where a program terminates, the runtime tells the two apart by the exception
// object, which costs no code at the place.
//
//===----------------------------------------------------------------------===//

#include "hop-pass/CatchAll.h"
#include "hop-pass/FiniteStackABI.h"
#include "hop-pass/StackCheck.h"

#include "CGCleanup.h"
#include "CodeGenFunction.h"
#include "CodeGenModule.h"

using namespace clang;
using namespace clang::CodeGen;

bool hop::passesCatchAll(CodeGenFunction &CGF) {
  const LangOptions &Lang = CGF.getLangOpts();
  return finiteStackEnabled() && Lang.CPlusPlus && Lang.CXXExceptions;
}

llvm::Constant *hop::getCatchAllTypeInfo(CodeGenFunction &CGF) {
  return CGF.CGM.CreateRuntimeVariable(CGF.Int8Ty, CatchAllName);
}

llvm::FunctionCallee hop::getTerminateFn(CodeGenFunction &CGF) {
  return CGF.CGM.CreateRuntimeFunction(
      llvm::FunctionType::get(CGF.VoidTy, CGF.Int8PtrTy, /*isVarArg=*/false),
      TerminateName);
}

bool hop::hasCleanupFurtherOut(CodeGenFunction &CGF,
                               EHScopeStack::iterator Scope) {
  if (!passesCatchAll(CGF))
    return false;
  for (++Scope; Scope != CGF.EHStack.end(); ++Scope)
    if (const auto *Cleanup = dyn_cast<EHCleanupScope>(&*Scope))
      if (Cleanup->isEHCleanup())
        return true;
  return false;
}

bool hop::isExceptionSpecification(CodeGenFunction &CGF,
                                   EHScopeStack::stable_iterator Scope) {
  if (!passesCatchAll(CGF))
    return false;
  // The first scope that a noexcept function enters is that of its type.
  const auto *FD = dyn_cast_or_null<FunctionDecl>(CGF.CurCodeDecl);
  const auto *Type = FD ? FD->getType()->getAs<FunctionProtoType>() : nullptr;
  return Type && Type->canThrow() == CT_Cannot &&
         CGF.EHStack.find(Scope)->getEnclosingEHScope() ==
             EHScopeStack::stable_end();
}
