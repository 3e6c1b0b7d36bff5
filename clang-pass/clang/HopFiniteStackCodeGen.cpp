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
#include "hop-pass/Isr.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/CodeGenOptions.h"
#include "clang/Basic/Diagnostic.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/CommandLine.h"

using namespace llvm;
using namespace hop;

static cl::opt<bool> FiniteStackHelper(
    "hop-finite-stack-helper", cl::Hidden,
    cl::desc("The unit holds runtime helpers that the compiler calls where no "
             "landing pad can be: an overflow in them is put off, not unwound"));

static cl::opt<std::string> LimitVariable(
    "hop-stack-limit-variable", cl::Hidden,
    cl::desc("Symbol of the limit (-fstack-limit-variable)"));

static cl::opt<unsigned> TrapNumber(
    "hop-stack-limit-trap-number", cl::Hidden,
    cl::desc("First supervisor call of checks (-fstack-limit-trap-number)"));

static cl::opt<unsigned> SmallZoneBytes(
    "hop-finite-stack-small-zone", cl::Hidden,
    cl::desc("Zone of checked functions (-ffinite-stack-small-zone)"));

static cl::opt<unsigned> LeafZoneBytes(
    "hop-finite-stack-leaf-zone", cl::Hidden,
    cl::desc("Zone of unchecked functions (-ffinite-stack-leaf-zone)"));

bool hop::isFiniteStackAnnotation(const clang::AnnotateAttr &A) {
  return (A.getAnnotation() == ReserveAnnotation && A.args_size() == 1) ||
         (A.getAnnotation() == IsrAnnotation && A.args_size() == 0);
}

/// Why \p D cannot have \p A, or null.
static const char *findObstacle(const clang::AnnotateAttr &A,
                                const clang::Decl &D) {
  const bool IsReserve = A.getAnnotation() == ReserveAnnotation;
  if (D.hasAttr<clang::AliasAttr>())
    return IsReserve ? "'finite_stack_reserve' needs a function, and not an "
                       "'alias': that has no code of its own"
                     : "'hop_isr' needs an interrupt handler, and not an "
                       "'alias': that has no code of its own";
  const bool IsNaked = D.hasAttr<clang::NakedAttr>();
  if (IsReserve)
    return IsNaked ? "'finite_stack_reserve' needs a function that is not "
                     "'naked': that has no place for a check"
                   : nullptr;
  return IsNaked || D.hasAttr<clang::ARMInterruptAttr>() ? NoHandler : nullptr;
}

/// An error if \p D has attributes that exclude \p A. They may come after it, or
/// with another declaration, so that the parser cannot tell.
static void checkOtherAttributes(const clang::AnnotateAttr &A,
                                 const clang::Decl &D) {
  const char *Message = findObstacle(A, D);
  if (!Message)
    return;
  clang::DiagnosticsEngine &Diags = D.getASTContext().getDiagnostics();
  const unsigned ID =
      Diags.getCustomDiagID(clang::DiagnosticsEngine::Error, "%0");
  Diags.Report(A.getLocation(), ID) << Message;
}

void hop::checkAlias(const clang::Decl &D) {
  for (const auto *A : D.specific_attrs<clang::AnnotateAttr>())
    if (isFiniteStackAnnotation(*A))
      checkOtherAttributes(*A, D);
}

void hop::addFunctionAttributes(const clang::Decl *D, Function &F) {
  if (!D)
    return;
  if (finiteStackEnabled() && D->hasAttr<clang::NoSplitStackAttr>())
    F.addFnAttr(AttrUnchecked);
  for (const auto *A : D->specific_attrs<clang::AnnotateAttr>()) {
    if (!isFiniteStackAnnotation(*A))
      continue;
    checkOtherAttributes(*A, *D);
    if (A->getAnnotation() == IsrAnnotation) {
      F.addFnAttr(AttrIsr);
      continue;
    }
    const clang::Expr *Bytes = *A->args_begin();
    F.addFnAttr(AttrReserve,
                utostr(Bytes->EvaluateKnownConstInt(D->getASTContext())
                           .getZExtValue()));
    // Inlined, the function would lose its check, and with it the promise.
    F.removeFnAttr(Attribute::AlwaysInline);
    F.addFnAttr(Attribute::NoInline);
  }
}

static void addNumber(Function &F, StringRef Attribute,
                      const cl::opt<unsigned> &Option) {
  if (Option.getNumOccurrences())
    F.addFnAttr(Attribute, utostr(Option));
}

static void mark(Function &F) {
  F.addFnAttr(AttrFiniteStack);
  if (!LimitVariable.empty())
    F.addFnAttr(AttrLimitVariable, LimitVariable);
  addNumber(F, AttrTrapNumber, TrapNumber);
  addNumber(F, AttrSmallZone, SmallZoneBytes);
  addNumber(F, AttrLeafZone, LeafZoneBytes);
  if (FiniteStackHelper)
    F.addFnAttr(AttrHelper);
}

void hop::markFunctions(Module &M) {
  if (!finiteStackEnabled())
    return;
  wrapHandlers(M);
  for (Function &F : M)
    if (!F.isDeclaration())
      mark(F);
}

/// What passes take for granted of their own functions.
static void removeNoUnwind(Function &F) {
  F.removeFnAttr(Attribute::NoUnwind);
  for (Instruction &I : instructions(F))
    if (auto *Call = dyn_cast<CallBase>(&I))
      if (!Call->getIntrinsicID())
        Call->removeFnAttr(Attribute::NoUnwind);
}

namespace {

/// Marks what passes have added: the functions that --coverage writes its files
/// with.
struct MarkAddedFunctions : PassInfoMixin<MarkAddedFunctions> {
  PreservedAnalyses run(Module &M, ModuleAnalysisManager &) {
    for (Function &F : M) {
      if (F.isDeclaration() || F.hasFnAttribute(AttrFiniteStack))
        continue;
      mark(F);
      removeNoUnwind(F);
    }
    return PreservedAnalyses::none();
  }
  static bool isRequired() { return true; }
};

} // namespace

void hop::addOptimizerPasses(clang::CodeGenOptions &Options) {
  if (!finiteStackEnabled())
    return;
  Options.PassBuilderCallbacks.push_back([](PassBuilder &PB) {
    PB.registerOptimizerLastEPCallback(
        [](ModulePassManager &MPM, OptimizationLevel) {
          MPM.addPass(MarkAddedFunctions());
        });
  });
}
