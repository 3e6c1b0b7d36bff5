//===- HopVariadicSplit.cpp - Variadic functions that can move ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where a stack grows a call runs on other memory than its caller, and what it
// finds above its SP is a copy of its stack arguments. Nobody but a variadic
// function itself knows how many it has. So it is split:
//
//     int f(int n, ...) {                        ; never runs elsewhere
//       va_list list; va_start(list);
//       return f.valist(n, list);
//     }
//     static int f.valist(int n, va_list list);  ; what f was
//
// A va_list is one pointer on Arm, so that the body is the same code whether
// the arguments are next to its frame or not. What takes stack is the body, and
// it is checked; the entry stays within what every caller keeps free. Where it
// does not (many named arguments on the stack), it has a check that tells that
// it cannot run elsewhere.
//
//===----------------------------------------------------------------------===//

#include "HopStackNeed.h"
#include "hop-pass/BodyAttributes.h"
#include "hop-pass/FiniteStackABI.h"
#include "hop-pass/IRPasses.h"
#include "hop-pass/StackCheck.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Statistic.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/Pass.h"

using namespace llvm;
using namespace hop;

#define DEBUG_TYPE "hop-variadic-split"

STATISTIC(NumSplit, "Number of variadic functions split");

namespace {

class VariadicSplit : public ModulePass {
public:
  static char ID;
  VariadicSplit() : ModulePass(ID) {}
  StringRef getPassName() const override {
    return "Finite-stack bodies of variadic functions";
  }
  bool runOnModule(Module &M) override;
};

} // namespace

char VariadicSplit::ID;

ModulePass *hop::createVariadicSplitPass() { return new VariadicSplit(); }

/// What is about the frame of the function that its callers call: handing on
/// all arguments as they are, asking where it was called.
static bool needsEntryFrame(const Instruction &I) {
  if (const auto *Intrinsic = dyn_cast<IntrinsicInst>(&I)) {
    switch (Intrinsic->getIntrinsicID()) {
    case Intrinsic::returnaddress:
    case Intrinsic::addressofreturnaddress:
    case Intrinsic::frameaddress:
    case Intrinsic::sponentry:
      return true;
    default:
      return false;
    }
  }
  const auto *Call = dyn_cast<CallInst>(&I);
  return Call && Call->isMustTailCall();
}

/// (A unit without finite-stack has no entries that are known to be shallow.)
static bool isToSplit(const Function &F) {
  return F.isVarArg() && !F.isDeclarationForLinker() &&
         F.hasFnAttribute(AttrFiniteStack) && hasFiniteStack(F) &&
         any_of(instructions(F), [](const Instruction &I) {
           return isa<VAStartInst>(I);
         }) &&
         none_of(instructions(F), needsEntryFrame);
}

/// A copy that the caller has made is in the entry's frame or above it, where
/// it stays: another one would make that frame large. The body gets a pointer.
static void passByPointer(Function &Body) {
  for (unsigned I = 0; I != Body.arg_size(); ++I)
    Body.removeParamAttr(I, Attribute::ByVal);
}

/// A local function with all that \p F is, but its name, and a last parameter.
static Function *createBody(Function &F) {
  LLVMContext &Context = F.getContext();
  SmallVector<Type *, 8> Parameters(F.getFunctionType()->params());
  Parameters.push_back(PointerType::getUnqual(Context));
  auto *Body = Function::Create(
      FunctionType::get(F.getReturnType(), Parameters, /*isVarArg=*/false),
      GlobalValue::InternalLinkage, F.getAddressSpace(),
      F.getName() + ".valist");
  F.getParent()->getFunctionList().insertAfter(F.getIterator(), Body);
  Body->copyAttributesFrom(&F);
  Body->setIsNewDbgInfoFormat(F.IsNewDbgInfoFormat);
  Body->setLinkage(GlobalValue::InternalLinkage);
  Body->setUnnamedAddr(GlobalValue::UnnamedAddr::Global);
  Body->setComdat(F.getComdat());
  Body->setPrefixData(nullptr);
  Body->setPrologueData(nullptr);
  passByPointer(*Body);

  // Its variable arguments are other memory now, and any call may unwind.
  Body->removeFnAttr(Attribute::Memory);
  Body->removeFnAttr(Attribute::NoUnwind);
  Body->removeFnAttr(Attribute::AlwaysInline);
  Body->addFnAttr(Attribute::NoInline);
  Body->addFnAttr(AttrVariadicBody);
  return Body;
}

/// Code, the debug information that describes it, and addresses of labels.
static void moveCode(Function &F, Function &Body) {
  Body.copyMetadata(&F, 0);
  // Before the parameters: debug values do not pass between subprograms.
  F.setSubprogram(nullptr);
  Body.splice(Body.begin(), &F);
  for (auto [From, To] : zip(F.args(), Body.args())) {
    To.setName(From.getName());
    From.replaceAllUsesWith(&To);
  }
  F.replaceUsesWithIf(
      &Body, [](Use &U) { return isa<BlockAddress>(U.getUser()); });
}

static void replaceStarts(Function &Body) {
  Argument *List = Body.getArg(Body.arg_size() - 1);
  List->setName("valist");
  for (Instruction &I : make_early_inc_range(instructions(Body))) {
    if (auto *Start = dyn_cast<VAStartInst>(&I))
      IRBuilder<>(Start).CreateStore(List, Start->getArgList());
    else if (!isa<VAEndInst>(I))
      continue;
    I.eraseFromParent();
  }
}

/// What is for the body, or would make the entry's frame larger.
static void strip(Function &Entry) {
  Entry.setPersonalityFn(nullptr);
  removeBodyAttributes(Entry);
  Entry.addFnAttr(AttrVariadicEntry);
}

/// Parameter and return attributes decide where a value is passed: they have
/// to be the same at the call.
static AttributeList getCallAttributes(const Function &Body) {
  const AttributeList Attributes = Body.getAttributes();
  SmallVector<AttributeSet, 8> Parameters;
  for (unsigned I = 0; I != Body.arg_size(); ++I)
    Parameters.push_back(Attributes.getParamAttrs(I));
  return AttributeList::get(Body.getContext(), AttributeSet(),
                            Attributes.getRetAttrs(), Parameters);
}

static void callBody(Function &Entry, Function &Body) {
  IRBuilder<> B(BasicBlock::Create(Entry.getContext(), "entry", &Entry));
  Value *List = B.CreateAlloca(B.getPtrTy());
  B.CreateIntrinsic(Intrinsic::vastart, {List->getType()}, {List});
  SmallVector<Value *, 8> Arguments;
  for (Argument &Parameter : Entry.args())
    Arguments.push_back(&Parameter);
  Arguments.push_back(B.CreateLoad(B.getPtrTy(), List));
  CallInst *Call = B.CreateCall(&Body, Arguments);
  Call->setCallingConv(Body.getCallingConv());
  Call->setAttributes(getCallAttributes(Body));
  // The registers' part of the arguments is in the entry's frame.
  Call->setTailCallKind(CallInst::TCK_NoTail);
  B.CreateIntrinsic(Intrinsic::vaend, {List->getType()}, {List});
  if (Call->getType()->isVoidTy())
    B.CreateRetVoid();
  else
    B.CreateRet(Call);
}

static void split(Function &F) {
  Function *Body = createBody(F);
  moveCode(F, *Body);
  replaceStarts(*Body);
  strip(F);
  callBody(F, *Body);
  ++NumSplit;
}

bool VariadicSplit::runOnModule(Module &M) {
  SmallVector<Function *, 8> Variadic;
  for (Function &F : M)
    if (isToSplit(F))
      Variadic.push_back(&F);
  for (Function *F : Variadic)
    split(*F);
  return !Variadic.empty();
}
