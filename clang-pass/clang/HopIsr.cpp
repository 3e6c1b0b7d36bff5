//===- HopIsr.cpp - Interrupt handlers that may fail ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A handler that is marked hop_isr becomes two functions: its body, which is
// checked like any other, and one with its name that has the runtime run the
// body as a context of its own, with a limit on the main stack:
//
//     void TIMER0_Handler(void) { __hop_isr_run(TIMER0_Handler.isr); }
//
// Nothing of the body may run before its limit is in force, so the two are
// never inlined into each other.
//
//===----------------------------------------------------------------------===//

#include "hop-pass/Isr.h"
#include "hop-pass/BodyAttributes.h"
#include "hop-pass/FiniteStackABI.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Module.h"

using namespace llvm;
using namespace hop;

/// A function with \p Body's name and linkage, which keeps its code under
/// another name. Addresses of labels stay with the code.
static Function *takePlace(Function &Body) {
  auto *F = Function::Create(Body.getFunctionType(), Body.getLinkage(),
                             Body.getAddressSpace());
  Body.getParent()->getFunctionList().insert(Body.getIterator(), F);
  F->copyAttributesFrom(&Body);
  F->setPersonalityFn(nullptr);
  F->setComdat(Body.getComdat());
  F->takeName(&Body);
  Body.replaceUsesWithIf(
      F, [](Use &U) { return !isa<BlockAddress>(U.getUser()); });

  Body.setName(F->getName() + ".isr");
  Body.setLinkage(GlobalValue::InternalLinkage);
  Body.setVisibility(GlobalValue::DefaultVisibility);
  Body.setDSOLocal(true);
  Body.setComdat(nullptr);
  return F;
}

static void wrap(Function &Body) {
  Body.removeFnAttr(AttrIsr);
  Body.removeFnAttr(Attribute::AlwaysInline);
  Body.addFnAttr(Attribute::NoInline);
  Function *F = takePlace(Body);
  // A check of the function with the name would compare SP with the limit of
  // what is interrupted.
  removeBodyAttributes(*F);
  F->addFnAttr(AttrUnchecked);

  Module &M = *Body.getParent();
  LLVMContext &Context = M.getContext();
  const FunctionCallee Run =
      M.getOrInsertFunction(IsrRunName, Type::getVoidTy(Context),
                            PointerType::getUnqual(Context));
  IRBuilder<> Builder(BasicBlock::Create(Context, "entry", F));
  Builder.CreateCall(Run, &Body);
  Builder.CreateRetVoid();
}

void hop::wrapHandlers(Module &M) {
  SmallVector<Function *, 4> Handlers;
  for (Function &F : M)
    if (!F.isDeclaration() && F.hasFnAttribute(AttrIsr))
      Handlers.push_back(&F);
  for (Function *F : Handlers)
    wrap(*F);
}
