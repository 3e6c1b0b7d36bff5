//===- IRPasses.h - Finite-stack passes over LLVM IR ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HOP_PASS_IRPASSES_H
#define HOP_PASS_IRPASSES_H

namespace llvm {
class FunctionPass;
class ModulePass;
} // namespace llvm

namespace hop {

/// Replaces the marks of cleanup regions by their code, or by nothing where
/// nothing in the region can trap. First of the code generator's passes.
llvm::FunctionPass *createRegionLoweringPass();

/// Removes functions that call-graph order would leave without code.
llvm::ModulePass *createDeadFunctionsPass();

/// Proves that every call which may unwind can. Last of the IR passes.
llvm::FunctionPass *createUnwindVerifierPass();

} // namespace hop

#endif // HOP_PASS_IRPASSES_H
