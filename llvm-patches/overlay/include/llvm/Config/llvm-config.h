// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Debian's configuration, less the two shared libraries that have no static form (the
// installed tools need only libc and libm), and less the host as a target (Targets.def).
#ifndef HOP_LLVM_CONFIG_H
#define HOP_LLVM_CONFIG_H
#include_next "llvm/Config/llvm-config.h"
#undef LLVM_WITH_Z3
#undef LLVM_ENABLE_CURL
#undef LLVM_NATIVE_TARGET
#undef LLVM_NATIVE_TARGETINFO
#undef LLVM_NATIVE_TARGETMC
#undef LLVM_NATIVE_TARGETMCA
#undef LLVM_NATIVE_ASMPRINTER
#undef LLVM_NATIVE_ASMPARSER
#undef LLVM_NATIVE_DISASSEMBLER
#endif
