//===- HopMixedObjects.cpp - Unchecked code in a checked image ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// ld.lld's part of --finite-stack-mixed. Code from an object without the mark of
// ObjectMark.h takes stack without asking. It is reported where checked code
// calls it, which is what makes an image unsafe; what nobody calls, or only
// other unchecked code, is not. Assembly that keeps to what callers expect
// carries the mark by <hop/mark.h>.
//
//===----------------------------------------------------------------------===//

#include "HopObjectMarks.h"
#include "hop-pass/ObjectMark.h"

#include "Config.h"
#include "InputFiles.h"
#include "InputSection.h"
#include "Symbols.h"
#include "lld/Common/ErrorHandler.h"
#include "llvm/ADT/DenseSet.h"

using namespace llvm;
using namespace lld;
using namespace lld::elf;
using namespace llvm::ELF;

namespace {

class MixedObjects {
public:
  explicit MixedObjects(bool IsError) : IsError(IsError) {}
  void run();

private:
  void readMark(const ELFFileBase &File);
  void checkCalls(const ELFFileBase &File);
  void checkCall(const InputSection &Caller, uint64_t Offset,
                 const Symbol &Callee);
  void report(const Twine &Message) {
    IsError ? error(Message) : warn(Message);
  }

  bool IsError;
  DenseSet<const InputFile *> Marked;
  DenseSet<const Symbol *> Reported;
  /// The first marked object, and its note.
  const InputFile *First = nullptr;
  StringRef FirstMark;
};

} // namespace

const InputSectionBase *hop::findMark(const ELFFileBase &File) {
  for (const InputSectionBase *Section : File.getSections())
    if (Section && Section != &InputSection::discarded &&
        Section->name == hop::MarkSectionName)
      return Section;
  return nullptr;
}

/// Objects for different runtimes do not mix: their checks compare different
/// words, or count on different zones.
void MixedObjects::readMark(const ELFFileBase &File) {
  const InputSectionBase *Section = hop::findMark(File);
  if (!Section)
    return;
  const StringRef Mark = toStringRef(Section->content());
  if (!First) {
    First = &File;
    FirstMark = Mark;
  } else if (Mark != FirstMark) {
    report(toString(&File) +
           ": finite-stack: compiled with another limit variable, trap number "
           "or zones than " +
           toString(First));
  }
  Marked.insert(&File);
}

static bool isCall(RelType Type) {
  switch (Type) {
  case R_ARM_CALL:
  case R_ARM_JUMP24:
  case R_ARM_THM_CALL:
  case R_ARM_THM_JUMP24:
  case R_ARM_THM_JUMP19:
  case R_ARM_THM_JUMP11:
    return true;
  default:
    return false;
  }
}

void MixedObjects::checkCall(const InputSection &Caller, uint64_t Offset,
                             const Symbol &Callee) {
  const auto *Function = dyn_cast<Defined>(&Callee);
  if (!Function || !Function->section || !Function->file ||
      Marked.contains(Function->file) || isa<BinaryFile>(Function->file) ||
      !Reported.insert(Function).second)
    return;
  report(toString(Function->file) + ": finite-stack: '" + toString(Callee) +
         "' takes stack unchecked and is called by checked code in " +
         Caller.getObjMsg(Offset) + "; compile it with finite-stack");
}

void MixedObjects::checkCalls(const ELFFileBase &File) {
  for (const InputSectionBase *Base : File.getSections()) {
    const auto *Section = dyn_cast_or_null<InputSection>(Base);
    if (!Section || Section == &InputSection::discarded || !Section->isLive() ||
        !(Section->flags & SHF_EXECINSTR))
      continue;
    const auto Relocations = Section->relsOrRelas<object::ELF32LE>();
    for (const auto &Rel : Relocations.rels)
      if (isCall(Rel.getType(false)))
        checkCall(*Section, Rel.r_offset,
                  *File.getSymbols()[Rel.getSymbol(false)]);
  }
}

void MixedObjects::run() {
  for (const ELFFileBase *File : ctx.objectFiles)
    readMark(*File);
  for (const ELFFileBase *File : ctx.objectFiles)
    if (Marked.contains(File))
      checkCalls(*File);
}

void hop::reportMixedObjects(StringRef Mode) {
  if (Mode != "error" && Mode != "warn" && Mode != "ignore")
    error("unknown --finite-stack-mixed= value: " + Mode);
  else if (config->emachine == EM_ARM && config->ekind == ELF32LEKind &&
           !config->relocatable && Mode != "ignore")
    MixedObjects(Mode == "error").run();
}
