// RUN: %clang_v7em -Os %s -o %t.elf
// RUN: not %run %t.elf 2>&1 | FileCheck %s
// RUN: %clang_v7em_hf -Os %s -o %t.elf
// RUN: not %run %t.elf 2>&1 | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The default report of main's task: a panic that nobody handles ends the
// firmware. A long chain keeps its innermost and outermost calls, in order.
// Row 60 of test/kernel/README.md.
#include "hop/hop.h"

static volatile int keep;

// CHECK:      hop: panic: too deep in task 'main'
// CHECK-NEXT: hop:   called from {{(@0x[0-9a-f]{8}[^@]* ){12}[(]}}+6 more){{( @0x[0-9a-f]{8}[^@]*){4}$}}
// CHECK-NEXT: hop:   exit status 70
__attribute__((noinline)) static void descend(int depth)
{
    if (depth == 0)
        hop_panic("too deep");
    descend(depth - 1);
    keep++;
}

int main(void)
{
    descend(19);
    return 0;
}
