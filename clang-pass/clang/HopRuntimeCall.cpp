//===- HopRuntimeCall.cpp - Calls that a kill may start from --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Any call may not fit and unwind, so a call in a scope with cleanups needs a
// landing pad whatever its callee promises about exceptions. Directly in a
// noexcept function the pad would be there only to terminate, and a callee
// that throws nothing needs none.
//
//===----------------------------------------------------------------------===//

#include "hop-pass/RuntimeCall.h"
#include "hop-pass/CatchAll.h"
#include "hop-pass/FiniteStackABI.h"
#include "hop-pass/StackCheck.h"

#include "CodeGenFunction.h"
#include "CodeGenModule.h"
#include "llvm/IR/Function.h"

using namespace clang::CodeGen;

void hop::replaceNoUnwind(llvm::AttrBuilder &Attributes,
                          const clang::LangOptions &Lang) {
  if (!Attributes.contains(llvm::Attribute::NoUnwind))
    return;
  Attributes.removeAttribute(llvm::Attribute::NoUnwind);
  if (Lang.CXXExceptions)
    Attributes.addAttribute(AttrNoException);
}

/// Whether the innermost scope that an exception or kill would meet is the
/// type of a noexcept function.
static bool isOnlyNoexcept(CodeGenFunction &CGF) {
  const EHScopeStack::stable_iterator Innermost =
      CGF.EHStack.getInnermostEHScope();
  return Innermost != EHScopeStack::stable_end() &&
         hop::isExceptionSpecification(CGF, Innermost);
}

bool hop::needsNoLandingPad(CodeGenFunction &CGF,
                            llvm::AttributeList Attributes) {
  return Attributes.hasFnAttr(AttrNoException) && isOnlyNoexcept(CGF);
}

llvm::CallBase *hop::emitKillableCall(CodeGenFunction &CGF,
                                      llvm::FunctionCallee Callee,
                                      llvm::ArrayRef<llvm::Value *> Args) {
  if (isOnlyNoexcept(CGF))
    return CGF.EmitRuntimeCall(Callee, Args);
  return CGF.EmitRuntimeCallOrInvoke(Callee, Args);
}

llvm::CallBase *hop::emitRuntimeCall(CodeGenFunction &CGF,
                                     llvm::FunctionCallee Callee,
                                     llvm::ArrayRef<llvm::Value *> Args) {
  if (!finiteStackEnabled())
    return CGF.EmitNounwindRuntimeCall(Callee, Args);
  if (auto *F = llvm::dyn_cast<llvm::Function>(Callee.getCallee()))
    F->removeFnAttr(llvm::Attribute::NoUnwind);
  return emitKillableCall(CGF, Callee, Args);
}

bool hop::callsTrapFunction(CodeGenFunction &CGF) {
  return finiteStackEnabled() &&
         !CGF.CGM.getCodeGenOpts().TrapFuncName.empty();
}

bool hop::emitTrapFunction(CodeGenFunction &CGF, bool Returns,
                           llvm::ArrayRef<llvm::Value *> Args) {
  if (!callsTrapFunction(CGF))
    return false;
  llvm::SmallVector<llvm::Type *, 1> Types;
  for (llvm::Value *Arg : Args)
    Types.push_back(Arg->getType());
  llvm::CallBase *Call = emitKillableCall(
      CGF,
      CGF.CGM.CreateRuntimeFunction(
          llvm::FunctionType::get(CGF.VoidTy, Types, /*isVarArg=*/false),
          CGF.CGM.getCodeGenOpts().TrapFuncName),
      Args);
  if (!Returns)
    Call->setDoesNotReturn();
  return true;
}
