//===- FiniteStackCodeGen.h - Finite-stack hooks for clang ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What clang's code generation asks under -ffinite-stack. The switch is a
// cl::opt and not a CodeGenOptions field: a new field would change a layout
// that Debian's prebuilt libraries have compiled in.
//
//===----------------------------------------------------------------------===//

#ifndef HOP_PASS_FINITESTACKCODEGEN_H
#define HOP_PASS_FINITESTACKCODEGEN_H

#include "hop-pass/StackCheck.h"

namespace llvm {
class AttrBuilder;
class Function;
class Module;
} // namespace llvm

namespace clang {
class AnnotateAttr;
class CodeGenOptions;
class Decl;
namespace CodeGen {
class CGFunctionInfo;
class CodeGenModule;
} // namespace CodeGen
} // namespace clang

namespace hop {

/// Record on \p F what the source asked for in attributes of \p D, which may
/// be null. Effective with and without -ffinite-stack.
void addFunctionAttributes(const clang::Decl *D, llvm::Function &F);

/// An error for each finite-stack attribute of \p D, another name of a function.
void checkAlias(const clang::Decl &D);

/// Under -ffinite-stack record in the \p Attributes of a function or a call that
/// the hard-float ABI would pass an aggregate of \p Info in other registers.
void addFloatAggregates(clang::CodeGen::CodeGenModule &CGM,
                        const clang::CodeGen::CGFunctionInfo &Info,
                        llvm::AttrBuilder &Attributes);

/// True if \p A is how a finite-stack attribute travels through the AST, and no
/// annotation of the program.
bool isFiniteStackAnnotation(const clang::AnnotateAttr &A);

/// Mark every function that \p M defines, the compiler's own included.
void markFunctions(llvm::Module &M);

/// Under -ffinite-stack have the functions marked, too, that passes over a
/// module from source code add.
void addOptimizerPasses(clang::CodeGenOptions &Options);

} // namespace hop

#endif // HOP_PASS_FINITESTACKCODEGEN_H
