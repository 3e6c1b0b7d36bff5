//===- HopAllocaCheck.cpp - Checks where SP moves -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// alloca and variable-length arrays take stack in the middle of a function,
// out of the entry check's sight. Each is preceded by a call of
// __hop_alloca_check(bytes), which panics if they do not fit. It has to be
// emitted here and not by the back end: as an invoke it has a landing pad, so
// the cleanups of the very function that asked for too much run as well.
//
//===----------------------------------------------------------------------===//

#include "hop-pass/AllocaCheck.h"
#include "hop-pass/FiniteStackABI.h"
#include "hop-pass/FiniteStackCodeGen.h"
#include "hop-pass/RuntimeCall.h"

#include "CodeGenFunction.h"
#include "CodeGenModule.h"
#include "llvm/IR/Intrinsics.h"

using namespace clang;
using namespace clang::CodeGen;

/// Sizes saturate: a product or a sum that wraps would pass for a small one.
static llvm::Value *emitSaturating(CodeGenFunction &CGF,
                                   llvm::Intrinsic::ID Operation,
                                   llvm::Value *LHS, llvm::Value *RHS) {
  CGBuilderTy &B = CGF.Builder;
  llvm::Function *F = CGF.CGM.getIntrinsic(Operation, {LHS->getType()});
  llvm::Value *Pair = B.CreateCall(F, {LHS, RHS});
  return B.CreateSelect(B.CreateExtractValue(Pair, 1),
                        llvm::Constant::getAllOnesValue(LHS->getType()),
                        B.CreateExtractValue(Pair, 0));
}

void hop::emitAllocaCheck(CodeGenFunction &CGF, llvm::Value *Bytes,
                          llvm::Align Alignment) {
  if (!finiteStackEnabled())
    return;
  // The size is rounded up to the stack's alignment; a larger alignment may
  // cost up to itself.
  llvm::Value *Slack =
      llvm::ConstantInt::get(CGF.SizeTy, std::max<uint64_t>(Alignment.value(), 8));
  Bytes = CGF.Builder.CreateZExtOrTrunc(Bytes, CGF.SizeTy);
  llvm::Value *Need =
      emitSaturating(CGF, llvm::Intrinsic::uadd_with_overflow, Bytes, Slack);
  // The back end adds the outgoing arguments of later calls.
  Need = CGF.Builder.CreateBinaryIntrinsic(
      llvm::Intrinsic::umin, Need,
      llvm::ConstantInt::get(CGF.SizeTy, LargestAlloca));
  llvm::FunctionCallee Check = CGF.CGM.CreateRuntimeFunction(
      llvm::FunctionType::get(CGF.VoidTy, {CGF.SizeTy}, /*isVarArg=*/false),
      AllocaCheckName);
  emitKillableCall(CGF, Check, Need);
}

void hop::emitArrayAllocaCheck(CodeGenFunction &CGF,
                               const VariableArrayType *Array,
                               llvm::Align Alignment) {
  if (!finiteStackEnabled())
    return;
  // The number of elements that clang computes wraps: that is undefined
  // behaviour in the language, and here what is to be found.
  llvm::Value *Size = nullptr;
  QualType Element;
  for (; Array; Array = CGF.getContext().getAsVariableArrayType(Element)) {
    const CodeGenFunction::VlaSizePair Dimension = CGF.getVLAElements1D(Array);
    Element = Dimension.Type;
    Size = Size ? emitSaturating(CGF, llvm::Intrinsic::umul_with_overflow, Size,
                                 Dimension.NumElts)
                : Dimension.NumElts;
  }
  const llvm::TypeSize ElementSize =
      CGF.CGM.getDataLayout().getTypeAllocSize(CGF.ConvertTypeForMem(Element));
  Size = emitSaturating(CGF, llvm::Intrinsic::umul_with_overflow, Size,
                        llvm::ConstantInt::get(CGF.SizeTy, ElementSize));
  emitAllocaCheck(CGF, Size, Alignment);
}

llvm::Value *hop::emitArrayBound(CodeGenFunction &CGF, llvm::Value *Bound) {
  CGBuilderTy &B = CGF.Builder;
  const unsigned Bits = CGF.SizeTy->getIntegerBitWidth();
  if (finiteStackEnabled() && Bound->getType()->getIntegerBitWidth() > Bits)
    Bound = B.CreateBinaryIntrinsic(
        llvm::Intrinsic::umin, Bound,
        B.CreateZExt(llvm::Constant::getAllOnesValue(CGF.SizeTy),
                     Bound->getType()));
  return B.CreateIntCast(Bound, CGF.SizeTy, /*isSigned=*/false);
}
