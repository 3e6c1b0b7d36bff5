// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where the context words are (ABI.md 1.1). A compiler that knows the number adds the offset of a word to it first, which
// takes an instruction more for each.
#pragma once

#include "hop/abi.h"

#include <stdint.h>

static inline uintptr_t hop_arch_context_words(void)
{
    uintptr_t address = HOP_CONTEXT_ADDRESS;
#if defined(__arm__)
    __asm("" : "+r"(address));
#endif
    return address;
}
