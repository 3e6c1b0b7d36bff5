//===- RuntimeCall.h - Calls of the C++ runtime may unwind ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HOP_PASS_RUNTIMECALL_H
#define HOP_PASS_RUNTIMECALL_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/IR/DerivedTypes.h"

namespace llvm {
class CallBase;
} // namespace llvm

namespace clang {
namespace CodeGen {
class CodeGenFunction;
} // namespace CodeGen
} // namespace clang

namespace hop {

/// What clang calls for the language and promises not to throw, and which may
/// not fit on the stack all the same. Without -ffinite-stack the plain call
/// that clang makes.
llvm::CallBase *emitRuntimeCall(clang::CodeGen::CodeGenFunction &CGF,
                                llvm::FunctionCallee Callee,
                                llvm::ArrayRef<llvm::Value *> Args);

} // namespace hop

#endif // HOP_PASS_RUNTIMECALL_H
