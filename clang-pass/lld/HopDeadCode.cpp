//===- HopDeadCode.cpp - Where debug information has dropped code ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// ld.lld has them at address 0, and debuggers know that, unless a section of
// the image is there: then it is code like any other. Flash of many processors
// is at 0, and what begins there with the length of a dropped function covers
// others: gdb names it in backtraces, and stops in it.
//
// -1, which DWARF 6 will have, is an ordinary address of 32 bits to gdb 13, and
// what follows wraps to 0. The address that we take is in no memory, but where
// the processors' breakpoint units reach: a breakpoint in an inline function is
// set in all its copies, and gdb does not go on if one of them fails.
//
//===----------------------------------------------------------------------===//

#include "hop-pass/DeadCode.h"

#include "Config.h"
#include "OutputSections.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/BinaryFormat/ELF.h"

using namespace llvm;
using namespace lld::elf;
using namespace llvm::ELF;

static bool isIn(const OutputSection &Section, uint64_t Begin, uint64_t End) {
  return (Section.flags & SHF_ALLOC) && Section.addr < End &&
         Section.addr + Section.size >= Begin;
}

uint64_t hop::getDeadCodeAddress() {
  // A relocatable link gives no addresses.
  if (config->emachine != EM_ARM || config->relocatable)
    return 0;
  const auto IsUsed = [](uint64_t Begin, uint64_t End) {
    return any_of(outputSections, [=](const OutputSection *Section) {
      return isIn(*Section, Begin, End);
    });
  };
  constexpr uint64_t Unused = 0x1f000000, Longest = 0x100000;
  return IsUsed(0, 1) && !IsUsed(Unused, Unused + Longest) ? Unused : 0;
}
