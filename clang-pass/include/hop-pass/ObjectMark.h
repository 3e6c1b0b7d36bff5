//===- ObjectMark.h - The mark of checked objects ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An object with checked code carries a note, in a section that takes no memory:
// name "hop", type 0x100, and as description the first trap number, the small and
// the leaf zone, each a word, and the limit variable's name, which is empty for
// the default address. The linker tells checked objects from others by it, and
// objects that were compiled for different runtimes from each other.
//
//===----------------------------------------------------------------------===//

#ifndef HOP_PASS_OBJECTMARK_H
#define HOP_PASS_OBJECTMARK_H

#include "llvm/ADT/StringRef.h"

namespace llvm {
class ARMTargetStreamer;
class Function;
class MCStreamer;
class Module;
class TargetMachine;
namespace lto {
struct Config;
}
} // namespace llvm

namespace hop {

constexpr const char *MarkSectionName = ".note.finite-stack";
constexpr unsigned MarkType = 0x100;

/// The first checked function of \p M, if there is one.
const llvm::Function *getChecked(const llvm::Module &M);

/// Emit the note at the end of \p M, if it has checked functions.
void emitObjectMark(llvm::MCStreamer &Out, const llvm::Module &M);

/// Say of \p M, if it has checked functions, that it passes floating point by the
/// base ABI, where it does (Tag_ABI_VFP_args). The linker refuses to mix.
void emitFloatABI(llvm::ARMTargetStreamer &Out, const llvm::TargetMachine &TM,
                  const llvm::Module &M);

/// The linker: report unchecked code that checked code calls, by object and
/// symbol, once all that is garbage is known. \p Mode is the value of
/// --finite-stack-mixed: error, warn or ignore.
void reportMixedObjects(llvm::StringRef Mode);

/// The linker: refuse bitcode of checked code where the options for its code are
/// missing. \p Mode is for what only its code generation sees; before that
/// patch of the series it is the option's default.
void checkBitcode(llvm::StringRef Mode = "warn");

/// The linker: prepare its optimisers for units with and without finite-stack.
void configureLTO(llvm::lto::Config &Config);

} // namespace hop

#endif // HOP_PASS_OBJECTMARK_H
