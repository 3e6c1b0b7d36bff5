//===- HopFiniteStackAttrs.cpp - Source attributes of finite-stack --------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// __attribute__((hop_isr)): an interrupt handler with a stack limit of its own
// (HopIsr.cpp).
//
// __attribute__((finite_stack_reserve(N))): one check for N bytes when the
// function is entered covers its whole call subtree, so what it calls may be
// unchecked. Runtime and kernel code uses it to be stopped before it starts
// or not at all.
//
//===----------------------------------------------------------------------===//

#include "hop-pass/FiniteStackAttrs.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/Basic/ParsedAttrInfo.h"
#include "clang/Sema/ParsedAttr.h"
#include "clang/Sema/Sema.h"
#include "clang/Sema/SemaDiagnostic.h"

using namespace clang;

namespace {

/// The argument of \p Attr. The parser cannot know that an expression is
/// wanted, and takes a lone name for an identifier.
ExprResult getArgument(Sema &S, const ParsedAttr &Attr) {
  if (Attr.isArgExpr(0))
    return Attr.getArgAsExpr(0);
  const IdentifierLoc *Name = Attr.getArgAsIdent(0);
  CXXScopeSpec Scope;
  UnqualifiedId Id;
  Id.setIdentifier(Name->Ident, Name->Loc);
  return S.ActOnIdExpression(S.getCurScope(), Scope, SourceLocation(), Id,
                             /*HasTrailingLParen=*/false,
                             /*IsAddressOfOperand=*/false);
}

struct FunctionAttrInfo : public ParsedAttrInfo {
  bool diagAppertainsToDecl(Sema &S, const ParsedAttr &Attr,
                            const Decl *D) const override {
    if (isa<FunctionDecl>(D))
      return true;
    S.Diag(Attr.getLoc(), diag::warn_attribute_wrong_decl_type_str)
        << Attr << Attr.isRegularKeywordAttribute() << "functions";
    return false;
  }
};

struct FiniteStackReserveAttrInfo : public FunctionAttrInfo {
  FiniteStackReserveAttrInfo() {
    NumArgs = 1;
    static constexpr Spelling S[] = {
        {ParsedAttr::AS_GNU, "finite_stack_reserve"},
        {ParsedAttr::AS_C23, "clang::finite_stack_reserve"},
        {ParsedAttr::AS_CXX11, "clang::finite_stack_reserve"}};
    Spellings = S;
  }

  AttrHandling handleDeclAttribute(Sema &S, Decl *D,
                                   const ParsedAttr &Attr) const override {
    const ExprResult Argument = getArgument(S, Attr);
    if (Argument.isInvalid())
      return AttributeNotApplied;
    Expr *Bytes = Argument.get();
    std::optional<llvm::APSInt> Value;
    if (!Bytes->isValueDependent())
      Value = Bytes->getIntegerConstantExpr(S.Context);
    if (!Value || Value->isNegative() || Value->getActiveBits() > 32) {
      const unsigned ID = S.getDiagnostics().getCustomDiagID(
          DiagnosticsEngine::Error,
          "'finite_stack_reserve' needs a size in bytes: an integer constant "
          "from 0 to 4294967295");
      S.Diag(Attr.getLoc(), ID);
      return AttributeNotApplied;
    }
    // Whoever reads an annotation expects its arguments to be evaluated.
    Expr *Evaluated = ConstantExpr::Create(S.Context, Bytes, APValue(*Value));
    D->addAttr(AnnotateAttr::Create(S.Context, hop::ReserveAnnotation,
                                    &Evaluated, 1, Attr.getRange()));
    return AttributeApplied;
  }
};

struct IsrAttrInfo : public FunctionAttrInfo {
  IsrAttrInfo() {
    static constexpr Spelling S[] = {{ParsedAttr::AS_GNU, "hop_isr"},
                                     {ParsedAttr::AS_C23, "clang::hop_isr"},
                                     {ParsedAttr::AS_CXX11, "clang::hop_isr"}};
    Spellings = S;
  }

  AttrHandling handleDeclAttribute(Sema &S, Decl *D,
                                   const ParsedAttr &Attr) const override {
    if (!hasHandlerType(*cast<FunctionDecl>(D))) {
      const unsigned ID = S.getDiagnostics().getCustomDiagID(
          DiagnosticsEngine::Error, hop::NoHandler);
      S.Diag(Attr.getLoc(), ID);
      return AttributeNotApplied;
    }
    D->addAttr(AnnotateAttr::Create(S.Context, hop::IsrAnnotation, nullptr, 0,
                                    Attr.getRange()));
    return AttributeApplied;
  }

private:
  /// Its other attributes may follow: addFunctionAttributes() looks at them.
  static bool hasHandlerType(const FunctionDecl &F) {
    const auto *Method = dyn_cast<CXXMethodDecl>(&F);
    return F.getReturnType()->isVoidType() && F.param_empty() &&
           !F.isVariadic() && !(Method && Method->isInstance());
  }
};

} // namespace

static ParsedAttrInfoRegistry::Add<FiniteStackReserveAttrInfo>
    X("finite_stack_reserve", "One stack check for a whole call subtree");
static ParsedAttrInfoRegistry::Add<IsrAttrInfo>
    Y("hop_isr", "An interrupt handler that may fail");
