# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# No preprocessor comes by here: clang would warn of each -D and -MD of CMake.
    .syntax unified
    .section .text.unused, "ax", %progbits
