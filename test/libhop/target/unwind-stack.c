// RUN: %clang_v7em -Os %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -Os %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %every_core -Os %s
// RUN: %every_core -Os -Wl,--defsym=__hop_stress_growth=1 %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How deep the unwinder goes into its stack, found by painting it, with frames
// of every kind on the way and the tick interrupting now and then. Room for one
// hardware exception frame (108 bytes) is left on top of that.
#include "Inputs/cases.h"

extern uint64_t hop_unwind_stack[];
enum { STACK_SIZE = 768, FRAME = 108, PAINT = 0x5a };

static void paint(void)
{
    unsigned char *stack = (unsigned char *)hop_unwind_stack;
    for (unsigned i = 0; i < STACK_SIZE; i++)
        stack[i] = PAINT;
}

static unsigned untouched(void)
{
    const unsigned char *stack = (unsigned char *)hop_unwind_stack;
    unsigned count = 0;
    while (count < STACK_SIZE && stack[count] == PAINT)
        count++;
    return count;
}

static __attribute__((noinline)) void recurse(int depth)
{
    NOTED here = depth;
    volatile char large[520];
    large[0] = 1;
    if (depth == 0)
        hop_panic("painted");
    if (depth & 1)
        recurse(depth - 1);
    else
        (void)printf("%.0s", ""), recurse(depth - 1);
    keep = large[0];
}

// CHECK:      case 0
// CHECK:        panic: painted
static void first(void)
{
    paint();
    recurse(3);
}

// CHECK:      case 1
// CHECK-NEXT:   used {{[0-9]+}} bytes, enough left
static void report(void)
{
    unsigned left = untouched();
    printf("  used %u bytes, %s left\n", STACK_SIZE - left,
           left >= FRAME ? "enough" : "too little");
    hop_panic("end");
}

// CHECK: done
const test_case cases[] = {first, report};
const unsigned case_count = sizeof cases / sizeof cases[0];
