//===- HopFloatABI.cpp - How an object passes floating point --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For the hard-float ABI the code generator emits Tag_ABI_VFP_args, for the base
// ABI nothing, which the linker takes for "fits both", since much assembly says
// nothing either. So objects of both ABIs linked without a word, and arguments
// were lost. Here an object that is checked and passes floating point by the base
// ABI says so; others stay silent, as code without floating point fits both.
//
// A structure of floating-point members that is passed by value has been made
// integers of by the front end, which leaves an attribute instead
// (HopFloatAggregates.cpp).
//
//===----------------------------------------------------------------------===//

#include "hop-pass/FiniteStackABI.h"
#include "hop-pass/ObjectMark.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/Module.h"
#include "llvm/MC/MCStreamer.h"
#include "llvm/Support/ARMBuildAttributes.h"
#include "llvm/Target/TargetMachine.h"

using namespace llvm;
using namespace hop;

static bool holdsFloatingPoint(const Type *T) {
  return T->isFPOrFPVectorTy() || any_of(T->subtypes(), holdsFloatingPoint);
}

/// Variadic functions follow the base ABI in both.
static bool dependsOnABI(const FunctionType &T, AttributeList Attributes) {
  return !T.isVarArg() &&
         (holdsFloatingPoint(&T) || Attributes.hasFnAttr(AttrFloatAggregates));
}

/// Whether what \p F is called with depends on the ABI, and somebody outside of
/// its module may call it, or be called. Intrinsics may become calls.
static bool passesFloatingPoint(const Function &F) {
  return F.getCallingConv() == CallingConv::C &&
         (!F.hasLocalLinkage() || F.hasAddressTaken()) &&
         dependsOnABI(*F.getFunctionType(), F.getAttributes());
}

static bool isIndirectCallWithFloatingPoint(const Instruction &I) {
  const auto *Call = dyn_cast<CallBase>(&I);
  return Call && Call->isIndirectCall() &&
         Call->getCallingConv() == CallingConv::C &&
         dependsOnABI(*Call->getFunctionType(), Call->getAttributes());
}

static bool passesFloatingPoint(const Module &M) {
  return any_of(M, [](const Function &F) {
    return passesFloatingPoint(F) ||
           any_of(instructions(F), isIndirectCallWithFloatingPoint);
  });
}

void hop::emitFloatABI(ARMTargetStreamer &Out, const TargetMachine &TM,
                       const Module &M) {
  if (TM.Options.FloatABIType != FloatABI::Hard && getChecked(M) &&
      passesFloatingPoint(M))
    Out.emitAttribute(ARMBuildAttrs::ABI_VFP_args, ARMBuildAttrs::BaseAAPCS);
}
