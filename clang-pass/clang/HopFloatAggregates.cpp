//===- HopFloatAggregates.cpp - Structures that the float ABI is about ----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Structures of up to four floating-point members of one type, and complex
// numbers, are in FPU registers by the hard-float ABI, integers by the base ABI.
// Only here are their types known: HopFloatABI.cpp is told of them.
//
//===----------------------------------------------------------------------===//

#include "hop-pass/FiniteStackABI.h"
#include "hop-pass/FiniteStackCodeGen.h"

#include "ABIInfo.h"
#include "CodeGenModule.h"
#include "clang/CodeGen/CGFunctionInfo.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace clang::CodeGen;

static bool dependsOnFloatABI(CodeGenModule &CGM, QualType Type) {
  // What has a destructor, say, is passed by its address.
  const RecordDecl *Record = Type->getAsRecordDecl();
  if (Record && !Record->canPassInRegisters())
    return false;
  const clang::Type *Base = nullptr;
  uint64_t Members = 0;
  return CGM.getABIInfo().isHomogeneousAggregate(Type, Base, Members);
}

void hop::addFloatAggregates(CodeGenModule &CGM, const CGFunctionInfo &Info,
                             llvm::AttrBuilder &Attributes) {
  // Variadic functions follow the base ABI.
  if (!finiteStackEnabled() || Info.isVariadic() ||
      CGM.getCodeGenOpts().FloatABI == "hard")
    return;
  if (dependsOnFloatABI(CGM, Info.getReturnType()) ||
      llvm::any_of(Info.arguments(), [&](const CGFunctionInfoArgInfo &Argument) {
        return dependsOnFloatABI(CGM, Argument.type);
      }))
    Attributes.addAttribute(AttrFloatAggregates);
}
