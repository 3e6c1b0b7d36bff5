// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Catches: a stack check that is missing. One recursion for each kind of check:
// small frame, large frame, arguments on the stack. Each is deeper than its
// task's stack, but not deeper than the guard below it: unchecked it returns, and
// has written over the guard. The negative lines take one kind's check away.
//
// RUN: %clang_v7em -Os %s -o %t.elf
// RUN: %run %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -O0 %s -o %t.hf.elf
// RUN: %run %t.hf.elf | FileCheck %s
// RUN: %every_core -Os %s
//
// RUN: %clang_v7em -Os -DUNCHECKED_SMALL %s -o %t.small.elf
// RUN: not %run --timeout 20 %t.small.elf | FileCheck --check-prefix=SMALL %s
// RUN: %clang_v7em -Os -DUNCHECKED_LARGE %s -o %t.large.elf
// RUN: not %run --timeout 20 %t.large.elf | FileCheck --check-prefix=LARGE %s
// RUN: %clang_v7em -Os -DUNCHECKED_ARGUMENTS %s -o %t.arguments.elf
// RUN: not %run --timeout 20 %t.arguments.elf | FileCheck --check-prefix=ARGUMENTS %s
// RUN: %clang_v7em -Os -fno-finite-stack %s -o %t.off.elf
// RUN: not %run --timeout 20 %t.off.elf | FileCheck --check-prefix=OFF %s
//
// CHECK: small: panics 1, returned 0, guard intact
// CHECK: large: panics 1, returned 0, guard intact
// CHECK: arguments: panics 1, returned 0, guard intact
// SMALL: small: panics 0, returned 1, guard OVERWRITTEN
// SMALL: large: panics 1, returned 0, guard intact
// LARGE: large: panics 0, returned 1, guard OVERWRITTEN
// ARGUMENTS: arguments: panics 0, returned 1, guard OVERWRITTEN
// OFF: small: panics 0, returned 1, guard OVERWRITTEN
// OFF: large: panics 0, returned 1, guard OVERWRITTEN
// OFF: arguments: panics 0, returned 1, guard OVERWRITTEN

#include <hop/hop.h>

#include <stdio.h>
#include <string.h>

#define CHECKED __attribute__((noinline))
#define UNCHECKED __attribute__((noinline, no_split_stack))
#ifdef UNCHECKED_SMALL
#define SMALL UNCHECKED
#else
#define SMALL CHECKED
#endif
#ifdef UNCHECKED_LARGE
#define LARGE UNCHECKED
#else
#define LARGE CHECKED
#endif
#ifdef UNCHECKED_ARGUMENTS
#define ARGUMENTS UNCHECKED
#else
#define ARGUMENTS CHECKED
#endif

enum { STACK = 2048, GUARD = 8192, DEEPER = STACK + GUARD / 4, FILL = 0xa5 };

static struct {
    unsigned char guard[GUARD];
    _Alignas(8) unsigned char stack[STACK];
} memory;

static volatile unsigned panics, returned, sink;

// Where the recursion ends: that far below the first frame.
static char *deepest;

// The compiler may not turn the recursion into a loop: the frame is used after
// the call.
SMALL static void small(void)
{
    volatile char frame[16];
    frame[0] = 1;
    if ((char *)frame > deepest) {
        small();
    }
    sink += frame[0];
}

LARGE static void large(void)
{
    volatile char frame[300];
    frame[0] = 1;
    if ((char *)frame > deepest) {
        large();
    }
    sink += frame[0];
}

ARGUMENTS static void arguments(int a, int b, int c, int d, int e, int f)
{
    volatile char frame[32];
    frame[0] = 1;
    if ((char *)frame > deepest) {
        arguments(b, c, d, e, f, a);
    }
    sink += frame[0] + a;
}

static void small_task(void *argument)
{
    deepest = (char *)&argument - DEEPER;
    small();
    returned++;
}

static void large_task(void *argument)
{
    deepest = (char *)&argument - DEEPER;
    large();
    returned++;
}

static void arguments_task(void *argument)
{
    deepest = (char *)&argument - DEEPER;
    arguments(1, 2, 3, 4, 5, 6);
    returned++;
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    panics += info->reason == HOP_PANIC_STACK_OVERFLOW;
}

static int attempt(const char *name, void (*entry)(void *))
{
    static struct hop_task task;
    panics = returned = 0;
    memset(&task, 0, sizeof(task));
    memset(&memory, FILL, sizeof(memory));
    hop_task_create(&task, &(struct hop_task_config){
        .name = name, .entry = entry, .stack = memory.stack,
        .stack_size = STACK, .priority = HOP_PRIORITY_MAIN + 1,
        .restart = HOP_RESTART_NEVER});
    unsigned intact = 0;
    while (intact < GUARD && memory.guard[intact] == FILL) {
        intact++;
    }
    printf("%s: panics %u, returned %u, guard %s\n", name, panics, returned,
           intact == GUARD ? "intact" : "OVERWRITTEN");
    return panics == 1 && returned == 0 && intact == GUARD ? 0 : 1;
}

int main(void)
{
    return attempt("small", small_task) + attempt("large", large_task) +
           attempt("arguments", arguments_task);
}
