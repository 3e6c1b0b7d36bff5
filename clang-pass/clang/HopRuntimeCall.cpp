//===- HopRuntimeCall.cpp - Calls of the C++ runtime may unwind -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "hop-pass/RuntimeCall.h"
#include "hop-pass/StackCheck.h"

#include "CodeGenFunction.h"
#include "llvm/IR/Function.h"

llvm::CallBase *hop::emitRuntimeCall(clang::CodeGen::CodeGenFunction &CGF,
                                     llvm::FunctionCallee Callee,
                                     llvm::ArrayRef<llvm::Value *> Args) {
  if (!finiteStackEnabled())
    return CGF.EmitNounwindRuntimeCall(Callee, Args);
  if (auto *F = llvm::dyn_cast<llvm::Function>(Callee.getCallee()))
    F->removeFnAttr(llvm::Attribute::NoUnwind);
  return CGF.EmitRuntimeCallOrInvoke(Callee, Args);
}
