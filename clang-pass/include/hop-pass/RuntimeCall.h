//===- RuntimeCall.h - Calls of the C++ runtime may unwind ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HOP_PASS_RUNTIMECALL_H
#define HOP_PASS_RUNTIMECALL_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/IR/Attributes.h"
#include "llvm/IR/DerivedTypes.h"

namespace llvm {
class CallBase;
} // namespace llvm

namespace clang {
class LangOptions;
namespace CodeGen {
class CodeGenFunction;
} // namespace CodeGen
} // namespace clang

namespace hop {

/// A promise of a callee not to throw is none about its stack. It is kept
/// under another name for needsNoLandingPad.
void replaceNoUnwind(llvm::AttrBuilder &Attributes,
                     const clang::LangOptions &Lang);

/// True if a landing pad around a call in \p CGF, whose callee has
/// \p Attributes, would be for exceptions that the callee does not throw: a
/// noexcept function, no cleanup.
bool needsNoLandingPad(clang::CodeGen::CodeGenFunction &CGF,
                       llvm::AttributeList Attributes);

/// Emit a call that may start a kill but throws no exception.
llvm::CallBase *emitKillableCall(clang::CodeGen::CodeGenFunction &CGF,
                                 llvm::FunctionCallee Callee,
                                 llvm::ArrayRef<llvm::Value *> Args = {});

/// What clang calls for the language and promises not to throw, and which may
/// not fit on the stack all the same. Without -ffinite-stack the plain call
/// that clang makes.
llvm::CallBase *emitRuntimeCall(clang::CodeGen::CodeGenFunction &CGF,
                                llvm::FunctionCallee Callee,
                                llvm::ArrayRef<llvm::Value *> Args);

/// True under -ffinite-stack with -ftrap-function=. The intrinsics that trap
/// become its call too late to have a landing pad.
bool callsTrapFunction(clang::CodeGen::CodeGenFunction &CGF);

/// Emit the call of that function, if there is one, and tell whether it was.
bool emitTrapFunction(clang::CodeGen::CodeGenFunction &CGF, bool Returns,
                      llvm::ArrayRef<llvm::Value *> Args = {});

} // namespace hop

#endif // HOP_PASS_RUNTIMECALL_H
