//===- HopUnwindVerifier.cpp - Proof that calls can unwind ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Under finite-stack every call may unwind: its callee may not fit. Many parts
// of a compiler believe otherwise of some call (an attribute in the source, a
// library function's contract, inference), and then an invoke becomes a plain
// call and the cleanups around it are silently lost. A linked image does not
// show it: its call-site tables cover lost invokes like any other code.
//
// So this is the last pass over IR: a call that is marked as unable to unwind
// is an error which names it, unless its callee cannot be killed.
//
// With link-time optimisation code without finite-stack may be in the same
// module, where the linker does not see it (--finite-stack-mixed): its calls
// from checked code are warned about here.
//
//===----------------------------------------------------------------------===//

#include "hop-pass/FiniteStackABI.h"
#include "hop-pass/IRPasses.h"
#include "hop-pass/StackCheck.h"

#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/Pass.h"

using namespace llvm;
using namespace hop;

namespace {

class UnwindVerifier : public FunctionPass {
public:
  static char ID;
  UnwindVerifier() : FunctionPass(ID) {}
  StringRef getPassName() const override {
    return "Finite-stack unwinding verifier";
  }
  void getAnalysisUsage(AnalysisUsage &AU) const override {
    AU.setPreservesAll();
  }
  bool runOnFunction(Function &F) override;
};

} // namespace

char UnwindVerifier::ID;

FunctionPass *hop::createUnwindVerifierPass() { return new UnwindVerifier(); }

/// What clang calls for the language and takes for unable to unwind: atomic
/// objects, C++ exceptions. The sysroot has these as runtime helpers, or not
/// at all.
static bool isLanguageHelper(StringRef Name) {
  return Name.starts_with("__atomic_") ||
         StringSwitch<bool>(Name)
             .Cases("__cxa_begin_catch", "__cxa_end_catch", true)
             .Cases("__cxa_get_exception_ptr", "__cxa_free_exception", true)
             .Case("__clear_cache", true)
             .Default(false);
}

/// The callee never starts an unwinding: a runtime helper, part of the runtime,
/// or code that was compiled without finite-stack and has no say in it.
static bool cannotBeKilled(const Function *Callee) {
  if (!Callee)
    return false;
  const StringRef Name = Callee->getName();
  if (Name.starts_with("__hop_") || Name.starts_with("__aeabi_") ||
      isLanguageHelper(Name))
    return true;
  return Callee->hasFnAttribute(AttrImportedUnchecked) ||
         (!Callee->isDeclaration() &&
          (Callee->hasFnAttribute(AttrHelper) ||
           !Callee->hasFnAttribute(AttrFiniteStack)));
}

static bool isLost(const CallBase &Call) {
  return Call.doesNotThrow() && !Call.getIntrinsicID() && !Call.isInlineAsm() &&
         !cannotBeKilled(Call.getCalledFunction());
}

static void report(const CallBase &Call) {
  const Function &F = *Call.getFunction();
  const Function *Callee = Call.getCalledFunction();
  F.getContext().diagnose(DiagnosticInfoUnsupported(
      F,
      Twine("finite-stack: the call of '") +
          (Callee ? Callee->getName() : StringRef("a pointer")) +
          "' is marked as unable to unwind, and would lose the cleanups around "
          "it",
      Call.getDebugLoc()));
}

/// A definition from a unit that was compiled without finite-stack.
static bool isUnchecked(const Function *Callee) {
  return Callee && !Callee->isDeclaration() &&
         !Callee->hasFnAttribute(AttrFiniteStack);
}

static std::optional<DiagnosticSeverity> MixedSeverity = DS_Warning;

void hop::setMixedSeverity(std::optional<DiagnosticSeverity> Severity) {
  MixedSeverity = Severity;
}

static void reportUnchecked(const CallBase &Call) {
  const Function &F = *Call.getFunction();
  F.getContext().diagnose(DiagnosticInfoUnsupported(
      F,
      Twine("finite-stack: '") + Call.getCalledFunction()->getName() +
          "' takes stack unchecked and is called by checked code; compile it "
          "with finite-stack",
      Call.getDebugLoc(), *MixedSeverity));
}

bool UnwindVerifier::runOnFunction(Function &F) {
  if (!F.hasFnAttribute(AttrFiniteStack))
    return false;
  for (const Instruction &I : instructions(F))
    if (const auto *Call = dyn_cast<CallBase>(&I)) {
      if (isLost(*Call))
        report(*Call);
      else if (MixedSeverity && isUnchecked(Call->getCalledFunction()))
        reportUnchecked(*Call);
    }
  return false;
}
