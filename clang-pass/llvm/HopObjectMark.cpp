//===- HopObjectMark.cpp - The mark of checked objects --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "hop-pass/ObjectMark.h"
#include "HopStackNeed.h"
#include "hop-pass/FiniteStackABI.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/BinaryFormat/ELF.h"
#include "llvm/IR/Module.h"
#include "llvm/MC/MCContext.h"
#include "llvm/MC/MCSectionELF.h"
#include "llvm/MC/MCStreamer.h"

using namespace llvm;
using namespace hop;

/// A word of text is padded with zeros to whole words.
static void emitText(MCStreamer &Out, StringRef Text) {
  Out.emitBytes(Text);
  Out.emitZeros(alignTo(Text.size() + 1, 4) - Text.size());
}

const Function *hop::getChecked(const Module &M) {
  const auto Checked = find_if(M, [](const Function &F) {
    return !F.isDeclaration() && F.hasFnAttribute(AttrFiniteStack);
  });
  return Checked != M.end() ? &*Checked : nullptr;
}

void hop::emitObjectMark(MCStreamer &Out, const Module &M) {
  const Function *Checked = getChecked(M);
  if (!Checked)
    return;
  const CheckParameters Parameters = getCheckParameters(*Checked);
  const StringRef Variable = Parameters.LimitVariable;

  Out.switchSection(
      Out.getContext().getELFSection(MarkSectionName, ELF::SHT_NOTE, 0));
  Out.emitValueToAlignment(Align(4));
  Out.emitInt32(4); // of the name
  Out.emitInt32(3 * 4 + alignTo(Variable.size() + 1, 4));
  Out.emitInt32(MarkType);
  emitText(Out, "hop");
  Out.emitInt32(Parameters.FirstTrap);
  Out.emitInt32(Parameters.SmallZone);
  Out.emitInt32(Parameters.LeafZone);
  emitText(Out, Variable);
}
