//===- HopUncheckedFirst.cpp - Callees that cannot be told a depth --------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a function takes that is unchecked by request, its callers ask for. They
// have to know it when they get their code. In a recursion the order of code
// generation, callees first, may be any. So the calls by which the recursion
// goes on from such functions to checked ones are hidden from the call graph:
//
//     call @checked()     ->     %hidden = freeze ptr @checked
//                                call %hidden()
//
// Then the checked ones are its callers and no longer its callees. A call that
// is hidden is still a direct one where instruction selection sees through it.
//
// A recursion of nothing but unchecked functions has no check: the source wants
// none in any of them.
//
//===----------------------------------------------------------------------===//

#include "HopStackNeed.h"
#include "hop-pass/FiniteStackABI.h"
#include "hop-pass/StackCheck.h"

#include "llvm/ADT/SCCIterator.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/CallGraph.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"

using namespace llvm;
using namespace hop;

/// The call graph has no edge for the call of an alias.
static bool nameBehindAliases(Module &M) {
  bool Changed = false;
  for (Function &F : M)
    for (Instruction &I : instructions(F)) {
      auto *Call = dyn_cast<CallBase>(&I);
      if (!Call || Call->isInlineAsm() || Call->getCalledFunction())
        continue;
      Function *Callee = findFunction(Call->getCalledOperand());
      if (!Callee || !isUncheckedByRequest(*Callee) ||
          Callee->getFunctionType() != Call->getFunctionType())
        continue;
      Call->setCalledOperand(Callee);
      Changed = true;
    }
  return Changed;
}

static void hide(CallBase &Call) {
  // The verifier of unwinding knows a helper by its name.
  if (Call.getCalledFunction()->hasFnAttribute(AttrHelper))
    Call.removeFnAttr(Attribute::NoUnwind);
  auto *Hidden = new FreezeInst(Call.getCalledOperand(), "hidden",
                                Call.getIterator());
  Hidden->setDebugLoc(Call.getDebugLoc());
  Call.setCalledOperand(Hidden);
}

/// \p Nodes can all reach each other.
static bool cutRecursion(ArrayRef<CallGraphNode *> Nodes) {
  SmallPtrSet<Function *, 8> Members;
  for (const CallGraphNode *Node : Nodes)
    if (Node->getFunction())
      Members.insert(Node->getFunction());
  if (none_of(Members,
              [](const Function *F) { return isUncheckedByRequest(*F); }))
    return false;
  bool Changed = false;
  for (const CallGraphNode *Node : Nodes) {
    Function *F = Node->getFunction();
    if (!F || hasFiniteStack(*F))
      continue;
    for (Instruction &I : instructions(F)) {
      auto *Call = dyn_cast<CallBase>(&I);
      Function *Callee = Call ? Call->getCalledFunction() : nullptr;
      if (!Callee || !Members.contains(Callee) || !hasFiniteStack(*Callee))
        continue;
      hide(*Call);
      Changed = true;
    }
  }
  return Changed;
}

bool hop::putUncheckedFirst(Module &M) {
  if (none_of(M, isUncheckedByRequest))
    return false;
  bool Changed = nameBehindAliases(M);
  CallGraph CG(M);
  for (auto Part = scc_begin(&CG); !Part.isAtEnd(); ++Part)
    if (Part.hasCycle())
      Changed |= cutRecursion(*Part);
  return Changed;
}
