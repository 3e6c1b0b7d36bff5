// RUN: %clang_v7em -Os %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -Os %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %every_core -Os %s
// RUN: %every_core -Os -Wl,--defsym=__hop_stress_growth=1 %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How deep the unwinder goes into its stack, found by painting it, with frames
// of every kind on the way, for a panic with arguments and for faults in prologue, body and
// epilogue. No tick comes meanwhile: room for one hardware exception frame (108 bytes) is left
// on top of that.
#include "Inputs/cases.h"
#include "Inputs/fault.h"

extern uint64_t hop_unwind_stack[];
enum { STACK_SIZE = 704, FRAME = 108, PAINT = 0x5a };

#define SYSTICK_CONTROL (*(volatile uint32_t *)0xe000e010)

static void paint(void)
{
    SYSTICK_CONTROL = 0;
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
        hop_panic("painted %d %x %s", depth, -1, "text");
    if (depth & 1)
        recurse(depth - 1);
    else
        (void)printf("%.0s", ""), recurse(depth - 1);
    keep = large[0];
}

// CHECK:      case 0
// CHECK:        panic: painted 0 ffffffff text
static void first(void)
{
    paint();
    recurse(3);
}

// A frame of its own, which the leaf zone holds, and a fault at one place of it.
#define FAULTY(name, where_0, where_1, where_2)                                                    \
    void name(void);                                                                               \
    __asm__(".text\n.globl " #name "\n.type " #name ", %function\n.thumb_func\n" #name            \
            ":\n.fnstart\n" where_0 ".save {r4-r7, lr}\npush {r4-r7, lr}\n.pad #16\n"            \
            "sub sp, #8\nsub sp, #8\n" where_1 "add sp, #8\nadd sp, #8\n" where_2          \
            "pop {r4-r7, pc}\n.fnend\n.pool\n");
#define FAULT "ldr r0, =0xf0000003\nldmia r0!, {r1, r2}\n"
FAULTY(in_prologue, FAULT, "", "")
FAULTY(in_body, "", FAULT, "")
FAULTY(in_epilogue, "", "", FAULT)

static void fault_after_painting(void (*faulty)(void))
{
    NOTED here = 4;
    paint();
    faulty();
    keep++;
}

static void prologue(void) { fault_after_painting(in_prologue); }
static void body(void) { fault_after_painting(in_body); }
static void epilogue(void) { fault_after_painting(in_epilogue); }

// After each:
// CHECK:        used {{[0-9]+}} bytes, enough left
// CHECK:        used {{[0-9]+}} bytes, enough left
// CHECK:        used {{[0-9]+}} bytes, enough left
// CHECK:        used {{[0-9]+}} bytes, enough left
static void report(void)
{
    unsigned left = untouched();
    printf("  used %u bytes, %s left\n", STACK_SIZE - left,
           left >= FRAME ? "enough" : "too little");
    hop_panic("end");
}

// CHECK: done
const test_case cases[] = {first, report, prologue, report, body, report, epilogue, report};
const unsigned case_count = sizeof cases / sizeof cases[0];
