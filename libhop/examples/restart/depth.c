// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "depth.h"

int depth(int n)
{
    volatile char frame[100];
    frame[n % 100] = 1;
    return n ? depth(n - 1) + frame[n % 100] : 0;
}
