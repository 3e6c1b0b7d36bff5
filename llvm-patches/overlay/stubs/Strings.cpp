// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// llvm-strings is the one tool here that has a plain main() instead of the entry point
// of LLVM's multi-call driver; it is compiled with main renamed.

#include "llvm/Support/LLVMDriver.h"

int llvm_strings_plain_main(int Argc, char **Argv);

int llvm_strings_main(int Argc, char **Argv, const llvm::ToolContext &) {
  return llvm_strings_plain_main(Argc, Argv);
}
