//===- HopBitcode.cpp - Link-time optimisation of finite-stack code -------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Bitcode has marks of cleanup regions, and checks of allocas, that become code
// when code is generated, which is in the linker then, if it has the options that
// clang gives to it. Without them the marks would be undefined symbols. And
// passes would take calls for unable to unwind.
//
// A unit without finite-stack that takes part is known to code generation, which
// says where checked code calls it. In ThinLTO nothing but a declaration may be
// left of a function that was imported from there, to which passes have added what
// they know of its body, as that it does not throw. It has to be told from
// declarations of checked functions, of which nobody knows this.
//
//===----------------------------------------------------------------------===//

#include "hop-pass/FiniteStackABI.h"
#include "hop-pass/ObjectMark.h"
#include "hop-pass/StackCheck.h"

#include "Config.h"
#include "InputFiles.h"
#include "lld/Common/ErrorHandler.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/IR/Module.h"
#include "llvm/LTO/Config.h"
#include "llvm/LTO/LTO.h"

using namespace llvm;
using namespace lld;
using namespace lld::elf;

static bool isMark(const lto::InputFile::Symbol &Symbol) {
  return is_contained({hop::RegionBeginName, hop::AllocaCheckName},
                      Symbol.getName());
}

void hop::checkBitcode(StringRef Mode) {
  if (Mode == "ignore")
    setMixedSeverity(std::nullopt);
  else
    setMixedSeverity(Mode == "error" ? DS_Error : DS_Warning);
  if (finiteStackEnabled())
    return;
  for (const BitcodeFile *File : ctx.bitcodeFiles)
    if (any_of(File->obj->symbols(), isMark))
      error(toString(File) + ": finite-stack code for LTO in a link without: "
                             "link with clang and -ffinite-stack");
}

static void markImported(Module &M) {
  for (Function &F : M)
    if (F.hasAvailableExternallyLinkage() && !F.hasFnAttribute(hop::AttrFiniteStack))
      F.addFnAttr(hop::AttrImportedUnchecked);
}

void hop::configureLTO(lto::Config &Config) {
  Config.PostImportModuleHook = [](unsigned, const Module &M) {
    markImported(const_cast<Module &>(M));
    return true;
  };
}
