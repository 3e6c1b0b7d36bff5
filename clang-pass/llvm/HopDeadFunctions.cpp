//===- HopDeadFunctions.cpp - No function without a caller ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// With finite-stack code is generated in the order of the call graph, callees
// first, and that visits no function that nobody can call. The code generator's
// own IR passes may have removed the last call of a local one. Passes after
// the outliner visit it all the same, find no code, and crash. So such functions
// go before.
//
//===----------------------------------------------------------------------===//

#include "HopStackNeed.h"
#include "hop-pass/IRPasses.h"

#include "llvm/ADT/DepthFirstIterator.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Analysis/CallGraph.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Module.h"
#include "llvm/Pass.h"

using namespace llvm;
using namespace hop;

namespace {

class DeadFunctions : public ModulePass {
public:
  static char ID;
  DeadFunctions() : ModulePass(ID) {}
  StringRef getPassName() const override {
    return "Finite-stack removal of functions without callers";
  }
  bool runOnModule(Module &M) override;
};

} // namespace

char DeadFunctions::ID;

ModulePass *hop::createDeadFunctionsPass() { return new DeadFunctions(); }

static SmallVector<Function *, 8> findDead(Module &M) {
  CallGraph CG(M);
  SmallPtrSet<const Function *, 32> Reached;
  for (CallGraphNode *Node : depth_first(CG.getExternalCallingNode()))
    Reached.insert(Node->getFunction());
  SmallVector<Function *, 8> Dead;
  for (Function &F : M)
    if (!F.isDeclaration() && !Reached.contains(&F))
      Dead.push_back(&F);
  return Dead;
}

bool DeadFunctions::runOnModule(Module &M) {
  const SmallVector<Function *, 8> Dead = findDead(M);
  // They may call each other.
  for (Function *F : Dead)
    F->deleteBody();
  for (Function *F : Dead) {
    F->replaceAllUsesWith(PoisonValue::get(F->getType()));
    F->eraseFromParent();
  }
  // The last that is done before that order is made.
  return putUncheckedFirst(M) || !Dead.empty();
}
