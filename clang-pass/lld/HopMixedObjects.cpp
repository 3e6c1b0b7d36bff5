//===- HopMixedObjects.cpp - Unchecked code in a checked image ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// ld.lld's part of --finite-stack-mixed. Code from an object without the mark of
// ObjectMark.h takes stack without asking. It is reported where checked code
// calls it, which is what makes an image unsafe; what nobody calls, or only
// other unchecked code, is not. Code that is to be small, or calls far away,
// loads the address of what it calls, so a function whose address is in checked
// code counts as called; in data, a vector table for example, it does not.
// Assembly that keeps to what callers expect carries the mark by <hop/mark.h>.
//
// A relocatable link makes one object, which carries the marks of all that had
// one: what is unchecked in it nobody sees any more. So it is reported then,
// whoever calls it.
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
  void checkMerged(const ELFFileBase &File);
  void checkCall(const InputSection &Caller, uint64_t Offset, RelType Type,
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

/// Takes the first note from \p Notes.
static StringRef takeNote(StringRef &Notes) {
  const auto *Header = reinterpret_cast<const object::ELF32LE::Nhdr *>(Notes.data());
  const size_t Size =
      Notes.size() < sizeof(*Header) ? Notes.size() : Header->getSize(4);
  const StringRef Note = Notes.take_front(Size);
  Notes = Notes.drop_front(Note.size());
  return Note;
}

/// Objects for different runtimes do not mix: their checks compare different
/// words, or count on different zones.
void MixedObjects::readMark(const ELFFileBase &File) {
  const InputSectionBase *Section = hop::findMark(File);
  if (!Section)
    return;
  Marked.insert(&File);
  // There are several behind a relocatable link.
  for (StringRef Notes = toStringRef(Section->content()); !Notes.empty();) {
    const StringRef Mark = takeNote(Notes);
    if (!First) {
      First = &File;
      FirstMark = Mark;
    } else if (Mark != FirstMark) {
      report(toString(&File) +
             ": finite-stack: compiled with another limit variable, trap "
             "number or zones than " +
             toString(First));
      return;
    }
  }
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

static bool mayCall(RelType Type) {
  switch (Type) {
  case R_ARM_ABS32:
  case R_ARM_REL32:
  case R_ARM_GOT_PREL:
  case R_ARM_THM_MOVW_ABS_NC:
  case R_ARM_THM_MOVW_PREL_NC:
    return true;
  default:
    return isCall(Type);
  }
}

void MixedObjects::checkCall(const InputSection &Caller, uint64_t Offset,
                             RelType Type, const Symbol &Callee) {
  const auto *Function = dyn_cast<Defined>(&Callee);
  if (!Function || !Function->section || !Function->file ||
      Marked.contains(Function->file) || isa<BinaryFile>(Function->file) ||
      !(isCall(Type) || Function->isFunc()) ||
      !Reported.insert(Function).second)
    return;
  report(toString(Function->file) + ": finite-stack: '" + toString(Callee) +
         "' takes stack unchecked and is called by checked code in " +
         Caller.getObjMsg(Offset) +
         (isCall(Type) ? "" : ", or may be, by its address") +
         "; compile it with finite-stack");
}

void MixedObjects::checkCalls(const ELFFileBase &File) {
  for (const InputSectionBase *Base : File.getSections()) {
    const auto *Section = dyn_cast_or_null<InputSection>(Base);
    if (!Section || Section == &InputSection::discarded || !Section->isLive() ||
        !(Section->flags & SHF_EXECINSTR))
      continue;
    const auto Relocations = Section->relsOrRelas<object::ELF32LE>();
    for (const auto &Rel : Relocations.rels)
      if (const RelType Type = Rel.getType(false); mayCall(Type))
        checkCall(*Section, Rel.r_offset, Type,
                  *File.getSymbols()[Rel.getSymbol(false)]);
  }
}

void MixedObjects::checkMerged(const ELFFileBase &File) {
  if (none_of(File.getSections(), [](const InputSectionBase *Section) {
        return Section && Section->isLive() && Section->getSize() &&
               (Section->flags & SHF_EXECINSTR);
      }))
    return;
  report(toString(&File) +
         ": finite-stack: takes stack unchecked, and becomes one object with "
         "checked code of " +
         toString(First) + "; compile it with finite-stack");
}

void MixedObjects::run() {
  for (const ELFFileBase *File : ctx.objectFiles)
    readMark(*File);
  if (!First)
    return;
  for (const ELFFileBase *File : ctx.objectFiles)
    if (!config->relocatable && Marked.contains(File))
      checkCalls(*File);
    else if (config->relocatable && !Marked.contains(File))
      checkMerged(*File);
}

void hop::reportMixedObjects(StringRef Mode) {
  if (Mode != "error" && Mode != "warn" && Mode != "ignore")
    error("unknown --finite-stack-mixed= value: " + Mode);
  else if (config->emachine == EM_ARM && config->ekind == ELF32LEKind &&
           Mode != "ignore")
    MixedObjects(Mode == "error").run();
}
