// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

// Overflows any stack.
static void go_deeper(void)
{
    static volatile unsigned deep = 1; // the compiler does not know that it stays so
    volatile char frame[64];
    frame[0] = 1;
    if (deep)
        go_deeper();
    deep += (unsigned)frame[0];
}
