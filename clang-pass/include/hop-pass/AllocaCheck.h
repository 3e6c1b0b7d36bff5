//===- AllocaCheck.h - Checks where SP moves ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HOP_PASS_ALLOCACHECK_H
#define HOP_PASS_ALLOCACHECK_H

#include "llvm/Support/Alignment.h"

namespace llvm {
class Type;
class Value;
} // namespace llvm

namespace clang {
namespace CodeGen {
class CodeGenFunction;
} // namespace CodeGen
} // namespace clang

namespace hop {

/// Emit the check for a dynamic alloca of \p Bytes bytes at the current
/// insertion point. Nothing without -ffinite-stack.
void emitAllocaCheck(clang::CodeGen::CodeGenFunction &CGF, llvm::Value *Bytes,
                     llvm::Align Alignment);

/// The same for \p Count elements of \p Element.
void emitArrayAllocaCheck(clang::CodeGen::CodeGenFunction &CGF,
                          llvm::Type *Element, llvm::Value *Count,
                          llvm::Align Alignment);

} // namespace hop

#endif // HOP_PASS_ALLOCACHECK_H
