// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Debian's clang and LTO libraries register Polly as an extension. This stands for it
// and registers nothing.

#include "llvm/Passes/PassPlugin.h"

llvm::PassPluginLibraryInfo getPollyPluginInfo() {
  return {LLVM_PLUGIN_API_VERSION, "none", "", [](llvm::PassBuilder &) {}};
}
