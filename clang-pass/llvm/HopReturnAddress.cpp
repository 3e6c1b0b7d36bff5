//===- HopReturnAddress.cpp - Where a function was called -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A call that has been moved to other memory (ABI.md 4.6) returns to code of the
// runtime, which is of no use to a program that wants to know its caller: a
// trace of locks or of the heap, -finstrument-functions. So
//
//     %address = returnaddress 0
//
// is translated, by one call more:
//
//     %address = call @__hop_return_address(returnaddress 0)
//
// In functions without a check, too: one that has been moved may tail-call them.
// Those further out (returnaddress 1) are read from frames, as the program
// itself might do, and stay what is there.
//
//===----------------------------------------------------------------------===//

#include "hop-pass/FiniteStackABI.h"
#include "hop-pass/IRPasses.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/Pass.h"

using namespace llvm;
using namespace hop;

namespace {

class ReturnAddress : public FunctionPass {
public:
  static char ID;
  ReturnAddress() : FunctionPass(ID) {}
  StringRef getPassName() const override {
    return "Finite-stack return addresses";
  }
  bool runOnFunction(Function &F) override;
};

} // namespace

char ReturnAddress::ID;

FunctionPass *hop::createReturnAddressPass() { return new ReturnAddress(); }

static bool isOwnReturnAddress(const Instruction &I) {
  const auto *Intrinsic = dyn_cast<IntrinsicInst>(&I);
  return Intrinsic &&
         Intrinsic->getIntrinsicID() == Intrinsic::returnaddress &&
         cast<ConstantInt>(Intrinsic->getArgOperand(0))->isZero();
}

static void translate(Instruction &Address) {
  IRBuilder<> B(Address.getNextNode());
  B.SetCurrentDebugLocation(Address.getDebugLoc());
  Type *Pointer = Address.getType();
  CallInst *True = B.CreateCall(Address.getModule()->getOrInsertFunction(
                                    ReturnAddressName, Pointer, Pointer),
                                {&Address});
  True->setDoesNotThrow();
  Address.replaceUsesWithIf(True,
                            [True](Use &U) { return U.getUser() != True; });
}

bool ReturnAddress::runOnFunction(Function &F) {
  if (!F.hasFnAttribute(AttrFiniteStack) || F.hasFnAttribute(Attribute::Naked))
    return false;
  SmallVector<Instruction *, 2> Addresses;
  for (Instruction &I : instructions(F))
    if (isOwnReturnAddress(I))
      Addresses.push_back(&I);
  for (Instruction *Address : Addresses)
    translate(*Address);
  return !Addresses.empty();
}
