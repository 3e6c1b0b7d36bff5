//===- HopFiniteStackCodeGen.cpp - Finite-stack hooks for clang -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The switches of -ffinite-stack inside cc1, and the function attributes by
// which the back end learns of them. Attributes survive LTO, where no switch
// reaches the code generator.
//
//===----------------------------------------------------------------------===//

#include "hop-pass/FiniteStackCodeGen.h"
#include "hop-pass/FiniteStackABI.h"
#include "hop-pass/FiniteStackAttrs.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/CommandLine.h"

using namespace llvm;
using namespace hop;

static cl::opt<bool> FiniteStackHelper(
    "hop-finite-stack-helper", cl::Hidden,
    cl::desc("The unit holds runtime helpers that the compiler calls where no "
             "landing pad can be: an overflow in them is put off, not unwound"));

bool hop::isFiniteStackAnnotation(const clang::AnnotateAttr &A) {
  return A.getAnnotation() == ReserveAnnotation && A.args_size() == 1;
}

void hop::addFunctionAttributes(const clang::Decl *D, Function &F) {
  if (!D)
    return;
  if (finiteStackEnabled() && D->hasAttr<clang::NoSplitStackAttr>())
    F.addFnAttr(AttrUnchecked);
  for (const auto *A : D->specific_attrs<clang::AnnotateAttr>()) {
    if (!isFiniteStackAnnotation(*A))
      continue;
    const clang::Expr *Bytes = *A->args_begin();
    F.addFnAttr(AttrReserve,
                utostr(Bytes->EvaluateKnownConstInt(D->getASTContext())
                           .getZExtValue()));
    // Inlined, the function would lose its check, and with it the promise.
    F.removeFnAttr(Attribute::AlwaysInline);
    F.addFnAttr(Attribute::NoInline);
  }
}

void hop::markFunctions(Module &M) {
  if (!finiteStackEnabled())
    return;
  for (Function &F : M) {
    if (F.isDeclaration())
      continue;
    F.addFnAttr(AttrFiniteStack);
    if (FiniteStackHelper)
      F.addFnAttr(AttrHelper);
  }
}
