// RUN: %clang_v7em -Os -I %libhop -I %libhop/arch/arm-m -Wno-macro-redefined %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A hot split that cannot be cured, since there is no memory: what its function is to get more doubles each time, but never so
// far that together with what a call asks for it wraps. Then a block would be made that is too small for the call.
#include "mem/tlsf.h"
#include "stack/hot.h"

#include <stdio.h>

enum { TIMES = 50000, ASKED = 3900, FUNCTION = 0x1000 };

int main(void)
{
    struct hop_growth growth = {.held = 6000, .limit = 6000};
    struct hop_stacklet stacklet = {.function = FUNCTION};
    struct hop_runtime runtime = {.growth = &growth, .stacklet = &stacklet, .limit = 0x20001000};
    unsigned cured = 0, smaller = 0, wraps = 0;
    size_t extra = 0;
    for (unsigned i = 0; i < TIMES; i++) {
        cured += hop_hot_cure(&runtime, ASKED, 0x20001010);
        size_t before = extra;
        extra = hop_hot_extra(&growth, FUNCTION);
        smaller += extra < before;
        wraps += extra + HOP_TLSF_SIZE_MAX < extra;
    }
    // CHECK: cured 0, smaller 0, wraps 0
    printf("cured %u, smaller %u, wraps %u\n", cured, smaller, wraps);
    return 0;
}
