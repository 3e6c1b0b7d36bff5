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

/// Gives variadic functions a body that finds its arguments through a pointer,
/// wherever it runs. First of the code generator's passes.
llvm::ModulePass *createVariadicSplitPass();

/// Replaces the marks of cleanup regions by their code, or by nothing where
/// nothing in the region can trap. Before all passes that change code.
llvm::FunctionPass *createRegionLoweringPass();

/// Tells the runtime wherever SP goes back over a dynamic alloca.
llvm::FunctionPass *createStackSettlePass();

/// Makes return addresses those of callers, also where a stack grows.
llvm::FunctionPass *createReturnAddressPass();

/// Removes functions that call-graph order would leave without code.
llvm::ModulePass *createDeadFunctionsPass();

/// Proves that every call which may unwind can. Last of the IR passes.
llvm::FunctionPass *createUnwindVerifierPass();

} // namespace hop

#endif // HOP_PASS_IRPASSES_H
