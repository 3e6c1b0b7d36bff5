// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ld.lld names the linkers of all object formats in one table; firmware is ELF.

#include "lld/Common/Driver.h"

using llvm::ArrayRef;
using llvm::raw_ostream;

static bool refuse(raw_ostream &Errs) {
  Errs << "ld.lld: error: this toolchain links ELF files only\n";
  return false;
}

#define ONLY_ELF(Format)                                                       \
  namespace lld::Format {                                                      \
  bool link(ArrayRef<const char *>, raw_ostream &, raw_ostream &Errs, bool,    \
            bool) {                                                            \
    return refuse(Errs);                                                       \
  }                                                                            \
  }

ONLY_ELF(coff)
ONLY_ELF(macho)
ONLY_ELF(mingw)
ONLY_ELF(wasm)
