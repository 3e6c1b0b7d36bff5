// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Invariants of the kernel, checked where they are relied on. They are on
// unless libhop is built with -DHOP_ASSERT=0. A failed one is fatal: the kernel
// is in no state to go on.
#pragma once

#include "hop/fatal.h"
#include "hop/port.h"

#ifndef HOP_ASSERT
#define HOP_ASSERT 1
#endif

static inline void hop_assert(bool holds, const char *text)
{
    if (HOP_ASSERT && __builtin_expect(!holds, 0))
        hop_fatal(text, (uintptr_t)__builtin_return_address(0));
}
