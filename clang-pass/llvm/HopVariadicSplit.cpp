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
// it is checked; the entry stays within what every caller keeps free.
//
// It would not if it had to hand on named arguments on the stack. Those that do
// not leave a register for the list are read from memory, as the others: with
// no named argument an entry stores all registers below what the caller has
// put on the stack, and its list begins with the first one.
//
//     int g(struct large s, int n, ...) {        ; defined as g(...)
//       va_list list; va_start(list);
//       return g.valist(list);
//     }
//
// If it hands on its arguments, or asks for its return address, it is left
// whole, and its check tells that it cannot run elsewhere.
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

#include <algorithm>
#include <optional>

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

/// What clang makes of arguments; an array is a struct.
static bool hasKnownPlace(const Type *T) {
  if (const auto *Array = dyn_cast<ArrayType>(T))
    return Array->getElementType()->isIntegerTy(32) ||
           Array->getElementType()->isIntegerTy(64);
  return T->isPointerTy() || T->isFloatTy() || T->isDoubleTy() ||
         T->isIntegerTy(64) ||
         (T->isIntegerTy() && T->getIntegerBitWidth() <= 32);
}

/// Where the arguments of a variadic function are, counted from the first one:
/// as in memory, in registers and behind them (AAPCS32 6.4). None for \p F if
/// it has one whose place only the code generator knows, or returns a vector,
/// for which that may add a pointer in front of them.
static std::optional<SmallVector<uint64_t, 8>> getPlaces(const Function &F) {
  if (F.getReturnType()->isVectorTy())
    return std::nullopt;
  const DataLayout &DL = F.getParent()->getDataLayout();
  SmallVector<uint64_t, 8> Places;
  uint64_t End = 0;
  for (const Argument &Parameter : F.args()) {
    Type *T = Parameter.hasByValAttr() ? Parameter.getParamByValType()
                                       : Parameter.getType();
    if (!Parameter.hasByValAttr() &&
        (!hasKnownPlace(T) || Parameter.hasNestAttr()))
      return std::nullopt;
    Align Wanted = Parameter.hasByValAttr() && Parameter.getParamAlign()
                       ? *Parameter.getParamAlign()
                       : DL.getABITypeAlign(T);
    End = alignTo(End, std::clamp(Wanted, Align(4), Align(8)));
    Places.push_back(End);
    End = alignTo(End + DL.getTypeAllocSize(T), 4);
  }
  Places.push_back(End); // of the variable ones
  return Places;
}

/// A local function with all that \p F is, but its name.
static Function *createBody(Function &F, ArrayRef<Type *> Parameters) {
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
  F.replaceUsesWithIf(
      &Body, [](Use &U) { return isa<BlockAddress>(U.getUser()); });
}

static void moveParameters(Function &F, Function &Body) {
  for (auto [From, To] : zip(F.args(), Body.args())) {
    To.setName(From.getName());
    From.replaceAllUsesWith(&To);
  }
}

/// The same of parameters that are in memory. A copy that the caller has made
/// stays where it is.
static void readParameters(Function &F, Function &Body,
                           ArrayRef<uint64_t> Places) {
  IRBuilder<> B(&Body.getEntryBlock(), Body.getEntryBlock().begin());
  for (auto [Parameter, Place] : zip(F.args(), Places)) {
    Value *Address = B.CreateConstInBoundsGEP1_64(B.getInt8Ty(), Body.getArg(0),
                                                  Place);
    Value *Argument = Address;
    if (!Parameter.hasByValAttr())
      Argument = B.CreateAlignedLoad(Parameter.getType(), Address, Align(4));
    Argument->takeName(&Parameter);
    Parameter.replaceAllUsesWith(Argument);
  }
}

static void replaceStarts(Function &Body, Value *List) {
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

/// The entry hands on named arguments in registers, and the list.
static void splitWithParameters(Function &F) {
  SmallVector<Type *, 8> Parameters(F.getFunctionType()->params());
  Parameters.push_back(PointerType::getUnqual(F.getContext()));
  Function *Body = createBody(F, Parameters);
  // A copy that the caller has made is in the entry's frame or above it, where
  // it stays: another one would make that frame large. The body gets a pointer.
  for (unsigned I = 0; I != Body->arg_size(); ++I)
    Body->removeParamAttr(I, Attribute::ByVal);
  moveCode(F, *Body);
  moveParameters(F, *Body);
  Argument *List = Body->getArg(Body->arg_size() - 1);
  List->setName("valist");
  replaceStarts(*Body, List);
  strip(F);
  callBody(F, *Body);
}

/// Without its attributes a parameter is passed the same.
static void dropParameterAttributes(Function &F) {
  const AttributeList Attributes = F.getAttributes();
  F.setAttributes(AttributeList::get(F.getContext(), Attributes.getFnAttrs(),
                                     Attributes.getRetAttrs(), {}));
}

/// A function with all that \p F is, its place among others included, but the
/// parameters' names. Calls look the same whether arguments are named or not.
static Function *replaceByNameless(Function &F) {
  FunctionType *Type =
      FunctionType::get(F.getReturnType(), {}, /*isVarArg=*/true);
  auto *Entry = Function::Create(Type, F.getLinkage(), F.getAddressSpace());
  F.getParent()->getFunctionList().insert(F.getIterator(), Entry);
  Entry->copyAttributesFrom(&F);
  Entry->setIsNewDbgInfoFormat(F.IsNewDbgInfoFormat);
  dropParameterAttributes(*Entry);
  Entry->setComdat(F.getComdat());
  Entry->copyMetadata(&F, 0);
  Entry->takeName(&F);
  for (User *U : F.users()) {
    auto *Call = dyn_cast<CallBase>(U);
    if (!Call || Call->getCalledFunction() != &F || Call->isMustTailCall())
      continue;
    for (unsigned I = 0; I != Call->arg_size(); ++I)
      Call->removeParamAttr(I, Attribute::StructRet);
    Call->mutateFunctionType(Type);
  }
  F.replaceAllUsesWith(Entry);
  return Entry;
}

/// The entry hands on where the first argument is.
static void splitWithoutParameters(Function &F, ArrayRef<uint64_t> Places) {
  Function *Body = createBody(F, PointerType::getUnqual(F.getContext()));
  dropParameterAttributes(*Body);
  moveCode(F, *Body);
  readParameters(F, *Body, Places);
  Body->getArg(0)->setName("arguments");
  IRBuilder<> B(&Body->getEntryBlock(), Body->getEntryBlock().begin());
  replaceStarts(*Body, B.CreateConstInBoundsGEP1_64(
                           B.getInt8Ty(), Body->getArg(0), Places.back(),
                           "valist"));
  Function *Entry = replaceByNameless(F);
  F.eraseFromParent();
  strip(*Entry);
  callBody(*Entry, *Body);
}

static void split(Function &F) {
  constexpr unsigned Registers = 4;
  std::optional<SmallVector<uint64_t, 8>> Places = getPlaces(F);
  if (Places && Places->back() > 4 * (Registers - 1))
    splitWithoutParameters(F, *Places);
  else
    splitWithParameters(F);
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
