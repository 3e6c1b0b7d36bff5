//===- AllocaCheck.h - Checks where SP moves ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HOP_PASS_ALLOCACHECK_H
#define HOP_PASS_ALLOCACHECK_H

#include "llvm/Support/Alignment.h"

namespace llvm {
class Value;
} // namespace llvm

namespace clang {
class VariableArrayType;
namespace CodeGen {
class CodeGenFunction;
} // namespace CodeGen
} // namespace clang

namespace hop {

/// Emit the check for a dynamic alloca of \p Bytes bytes at the current
/// insertion point. Nothing without -ffinite-stack.
void emitAllocaCheck(clang::CodeGen::CodeGenFunction &CGF, llvm::Value *Bytes,
                     llvm::Align Alignment);

/// The same for an array of variable length, whose bounds are known to \p CGF.
void emitArrayAllocaCheck(clang::CodeGen::CodeGenFunction &CGF,
                          const clang::VariableArrayType *Array,
                          llvm::Align Alignment);

/// The value of an array's bound as a size. Under -ffinite-stack one that is
/// wider saturates.
llvm::Value *emitArrayBound(clang::CodeGen::CodeGenFunction &CGF,
                            llvm::Value *Bound);

} // namespace hop

#endif // HOP_PASS_ALLOCACHECK_H
