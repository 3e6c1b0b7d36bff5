// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Catches: a cleanup that an unwinding task skips, runs twice or runs in the
// wrong order, and a frame restored with wrong registers. An overflow at the
// bottom goes through frames of four kinds. The negative lines take one cleanup
// away, as an unwinder that overlooks its landing pad would.
//
// RUN: %clang_v7em -Os %s -o %t.elf
// RUN: %run %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -O0 %s -o %t.hf.elf
// RUN: %run %t.hf.elf | FileCheck %s
// RUN: %every_core -Os %s
// RUN: %clang_v7em_hf -O2 %s -o %t.o2.elf
// RUN: %run %t.o2.elf | FileCheck %s
//
// RUN: %clang_v7em -Os -DSKIP=2 %s -o %t.skip.elf
// RUN: not %run --timeout 20 %t.skip.elf | FileCheck --check-prefix=SKIP %s
// RUN: %clang_v7em -Os -DSKIP=5 %s -o %t.outer.elf
// RUN: not %run --timeout 20 %t.outer.elf | FileCheck --check-prefix=OUTER %s
//
// CHECK: cleanups: 1 2 3 4 5{{$}}
// CHECK: pads run: 4
// SKIP: cleanups: 1 3 4 5{{$}}
// OUTER: cleanups: 1 2 3 4{{$}}

#include <hop/hop.h>

#include <stdio.h>
#include <string.h>

#ifndef SKIP
#define SKIP 0
#endif

static _Alignas(8) unsigned char stack[4096];
static unsigned record[16], records, pads;
static volatile unsigned sink, panicked;

static void note(unsigned *value)
{
    record[records++ % 16] = *value;
}

// A variable whose cleanup writes down `value`, unless it is to be skipped.
static void note_unless_skipped(unsigned *value)
{
    if (*value != SKIP) {
        note(value);
    }
}
#define NOTED __attribute__((cleanup(note_unless_skipped))) unsigned

__attribute__((noinline)) static void overflow(unsigned depth)
{
    volatile unsigned frame[8];
    frame[0] = depth;
    overflow(depth + 1);
    sink += frame[0];
}

// Two cleanups in one frame: the later variable goes first.
__attribute__((noinline)) static void two(void)
{
    NOTED second = 2;
    NOTED first = 1;
    overflow(0);
    sink += first + second;
}

// Values that live in callee-saved registers across the call.
__attribute__((noinline)) static void registers(unsigned a, unsigned b)
{
    NOTED third = 3;
    for (unsigned i = 0; i < 2; i++) {
        sink += a;
        two();
        sink += a * b + i;
        a ^= b;
    }
}

// Large frame, and a call inside a nested scope that has ended its own cleanup.
__attribute__((noinline)) static void large(void)
{
    volatile char frame[200];
    frame[0] = 0;
    {
        NOTED fourth = 4;
        registers(3, 5);
    }
    sink += frame[0];
}

static void task_body(void *argument)
{
    (void)argument;
    if (panicked) {
        return;
    }
    NOTED fifth = 5;
    large();
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    pads = info->cleanups;
    panicked = 1;
}

int main(void)
{
    static struct hop_task task;
    hop_task_create(&task, &(struct hop_task_config){
        .name = "cleanups", .entry = task_body, .stack = stack,
        .stack_size = sizeof(stack), .priority = HOP_PRIORITY_MAIN + 1});
    printf("cleanups:");
    int right = records == 5 && panicked;
    for (unsigned i = 0; i < records && i < 16; i++) {
        printf(" %u", record[i]);
        right &= record[i] == i + 1;
    }
    printf("\npads run: %u\n", pads);
    return right ? 0 : 1;
}
