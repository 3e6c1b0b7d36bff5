// RUN: %clang_v7em -O0 %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang_v7em -O1 %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang_v7em -O2 %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang_v7em -Os %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -O0 %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -Os %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %every_core -Os %s
// RUN: %every_core -O0 %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Cleanups run innermost first, each once, with the values their variables
// have at the call; frames without cleanups and scopes already left add none.
#include "Inputs/cases.h"

static __attribute__((noinline)) void innermost(int depth)
{
    NOTED inner = 10 + depth;
    if (depth == 0)
        hop_panic("bottom");
    innermost(depth - 1);
    keep++;
}

static __attribute__((noinline)) void plain(int depth)
{
    volatile int pad[8];
    pad[0] = depth;
    innermost(depth);
    keep = pad[0];
}

// CHECK:      case 0
// CHECK-NEXT:   panic: bottom
// CHECK-NEXT:   events: 10 11 12 1
// CHECK-NEXT:   asked 0, frames
// CHECK-NOT:    given up
static void nested_functions(void)
{
    NOTED outer = 1;
    plain(2);
    keep++;
}

// CHECK:      case 1
// CHECK-NEXT:   panic: bottom
// CHECK-NEXT:   events: 7 10 9 8 6
static void nested_scopes(void)
{
    NOTED first = 6;
    {
        NOTED left = 7;
    }
    NOTED second = 1;
    second = 8;
    {
        NOTED third = 9;
        plain(0);
        keep++;
    }
    keep++;
}

// CHECK:      case 2
// CHECK-NEXT:   panic: bottom
// CHECK-NEXT:   events: 20 20 20 10 20
static void in_a_loop(void)
{
    for (int i = 0; i < 5; i++) {
        NOTED each = 20;
        if (i == 3)
            plain(0);
        keep++;
    }
}

// CHECK:      case 3
// CHECK-NEXT:   panic: nothing to clean up
// CHECK-NEXT:   events:{{$}}
// CHECK-NEXT:   asked 0
static void no_cleanup(void)
{
    hop_panic("nothing to clean up");
}

// CHECK: done
const test_case cases[] = {nested_functions, nested_scopes, in_a_loop, no_cleanup};
const unsigned case_count = sizeof cases / sizeof cases[0];
