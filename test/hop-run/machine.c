// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What QEMU says of its own machine is no output of the program: on a Cortex-M0 "Timer with period zero, disabling" came first.
//
// RUN: %clang %{thumbv6m} -Os %s -o %t.elf && %run %t.elf > %t.both 2>&1 && printf 'out\nerr\n' | cmp - %t.both
// RUN: %run %t.elf 2> %t.err > %t.out && echo out | cmp - %t.out && echo err | cmp - %t.err

#include <stdio.h>

int main(void)
{
    puts("out");
    fflush(stdout);
    fputs("err\n", stderr);
    return 0;
}
