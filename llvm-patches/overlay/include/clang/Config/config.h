// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Debian's configuration, but the run-time library is the toolchain's choice: for bare
// metal that is compiler-rt, where Debian's clang takes libgcc for every target.
#ifndef HOP_CLANG_CONFIG_H
#define HOP_CLANG_CONFIG_H
#include_next "clang/Config/config.h"
#undef CLANG_DEFAULT_RTLIB
#define CLANG_DEFAULT_RTLIB ""
#undef CLANG_DEFAULT_UNWINDLIB
#define CLANG_DEFAULT_UNWINDLIB ""
#endif
