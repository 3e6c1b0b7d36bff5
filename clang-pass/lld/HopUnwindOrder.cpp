//===- HopUnwindOrder.cpp - Functions laid out by their unwinding ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An entry of .ARM.exidx is good up to the next one, so neighbours with the same
// opcodes share one, and ld.lld leaves the others out. Most functions have one
// of a few prologues: side by side they take a handful of entries instead of 8
// bytes each. Within one of them sections are in the order of their alignment,
// which leaves fewer gaps.
//
// What moves are functions in sections of their own (-ffunction-sections) in
// checked objects, among the places of such functions in one description of the
// linker script. All else stays where it is: what has a section name by choice,
// assembly, what the script sorts, what an ordering file orders. A link with
// --no-merge-exidx-entries has nothing to gain, and keeps the order.
//
//===----------------------------------------------------------------------===//

#include "HopObjectMarks.h"
#include "hop-pass/UnwindOrder.h"

#include "Config.h"
#include "InputFiles.h"
#include "InputSection.h"
#include "LinkerScript.h"
#include "OutputSections.h"
#include "Symbols.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/Support/Endian.h"

using namespace llvm;
using namespace lld;
using namespace lld::elf;
using namespace llvm::ELF;

namespace {

/// Where a function goes: by its word of the index, those that share none last,
/// and there by its alignment, the largest first.
struct Place {
  bool HasTable;
  uint32_t Word;
  uint32_t Alignment;
  InputSection *Section;

  bool operator<(const Place &Other) const {
    return std::tie(HasTable, Word, Other.Alignment) <
           std::tie(Other.HasTable, Other.Word, Alignment);
  }
};

class UnwindOrder {
public:
  void run();

private:
  void collectFunctions(const ELFFileBase &File);
  std::optional<Place> placeOf(InputSection &Section) const;
  void order(InputSectionDescription &Description) const;

  DenseSet<const InputSectionBase *> Functions;
};

} // namespace

/// As -ffunction-sections names them: a section named otherwise is so by choice.
void UnwindOrder::collectFunctions(const ELFFileBase &File) {
  for (const Symbol *Symbol : File.getSymbols()) {
    const auto *Function = dyn_cast_or_null<Defined>(Symbol);
    if (!Function || !Function->isFunc() || Function->file != &File)
      continue;
    const auto *Section = dyn_cast_or_null<InputSection>(Function->section);
    if (!Section || Section->file != &File || (Function->value & ~1ull))
      continue;
    StringRef Name = Section->name;
    if (Name.consume_front(".text.") && Name == Function->getName())
      Functions.insert(Section);
  }
}

std::optional<Place> UnwindOrder::placeOf(InputSection &Section) const {
  if (!Functions.contains(&Section))
    return std::nullopt;
  for (const InputSection *Table : Section.dependentSections) {
    if (Table->type != SHT_ARM_EXIDX || Table->getSize() != 8)
      continue;
    const uint32_t Word = support::endian::read32le(Table->content().data() + 4);
    // Bit 31: opcodes; 1: EXIDX_CANTUNWIND; else a place in .ARM.extab.
    const bool HasTable = !(Word >> 31) && Word != 1;
    return Place{HasTable, HasTable ? 0 : Word, Section.addralign, &Section};
  }
  return std::nullopt;
}

void UnwindOrder::order(InputSectionDescription &Description) const {
  for (const SectionPattern &Pattern : Description.sectionPatterns)
    if (Pattern.sortOuter != SortSectionPolicy::Default ||
        Pattern.sortInner != SortSectionPolicy::Default)
      return;
  SmallVector<InputSection **, 0> Free;
  SmallVector<Place, 0> Places;
  for (InputSection *&Section : Description.sections)
    if (std::optional<Place> Place = placeOf(*Section)) {
      Free.push_back(&Section);
      Places.push_back(*Place);
    }
  stable_sort(Places);
  for (auto [Section, Place] : zip_equal(Free, Places))
    *Section = Place.Section;
}

void UnwindOrder::run() {
  for (const ELFFileBase *File : ctx.objectFiles)
    if (hop::findMark(*File))
      collectFunctions(*File);
  for (SectionCommand *Command : script->sectionCommands)
    if (auto *Output = dyn_cast<OutputDesc>(Command))
      if (Output->osec.flags & SHF_EXECINSTR)
        for (SectionCommand *Inner : Output->osec.commands)
          if (auto *Description = dyn_cast<InputSectionDescription>(Inner))
            order(*Description);
}

void hop::orderByUnwinding() {
  const bool IsOrdered = !config->symbolOrderingFile.empty() ||
                         !config->callGraphProfile.empty() ||
                         !config->shuffleSections.empty() ||
                         config->sortSection != SortSectionPolicy::Default;
  if (config->emachine == EM_ARM && config->ekind == ELF32LEKind &&
      !config->relocatable && config->mergeArmExidx && !IsOrdered)
    UnwindOrder().run();
}
