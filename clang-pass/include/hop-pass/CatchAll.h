//===- CatchAll.h - What catches everything passes a kill ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HOP_PASS_CATCHALL_H
#define HOP_PASS_CATCHALL_H

#include "EHScopeStack.h"
#include "llvm/IR/DerivedTypes.h"

namespace hop {

/// True if what catches every exception in \p CGF must let a kill pass:
/// -ffinite-stack with C++ exceptions.
bool passesCatchAll(clang::CodeGen::CodeGenFunction &CGF);

/// The type that stands for any exception, and for no kill.
llvm::Constant *getCatchAllTypeInfo(clang::CodeGen::CodeGenFunction &CGF);

/// void f(exception): ends in std::terminate, or goes on with a kill.
llvm::FunctionCallee getTerminateFn(clang::CodeGen::CodeGenFunction &CGF);

/// Whether a kill that passes the scope at \p Scope finds a cleanup in the
/// scopes around it.
bool hasCleanupFurtherOut(clang::CodeGen::CodeGenFunction &CGF,
                          clang::CodeGen::EHScopeStack::iterator Scope);

/// True if \p Scope is the terminate scope of a noexcept function that lets
/// kills pass, as opposed to the one around a cleanup.
bool isExceptionSpecification(
    clang::CodeGen::CodeGenFunction &CGF,
    clang::CodeGen::EHScopeStack::stable_iterator Scope);

} // namespace hop

#endif // HOP_PASS_CATCHALL_H
