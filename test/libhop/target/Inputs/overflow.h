// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A recursion without an end, which no optimisation turns into a loop.
#pragma once

static volatile unsigned sink;

__attribute__((noinline)) static unsigned overflow(unsigned depth)
{
    volatile unsigned frame[20];
    frame[0] = depth;
    sink = sink + overflow(depth + 1);
    return frame[0];
}
