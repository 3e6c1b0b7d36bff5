// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The call chain of a panic is in its crash record. A task that dies in the middle of another's death takes the record
// where there is only one: the other's report goes without a chain, and with everything else.
//
// RUN: %clang_v7em -Os %s -o %t.elf
// RUN: %run %t.elf 2>&1 | FileCheck --check-prefixes=CHECK,SEVERAL %s
// RUN: %clang_v7em -Os -Wl,--defsym=__hop_crash_records=1 %s -o %t.one.elf
// RUN: %run %t.one.elf 2>&1 | FileCheck --check-prefixes=CHECK,ONE %s
//
// CHECK:        hop: panic: inner in task 'inner'
// CHECK-NEXT:   called from @0x{{[0-9a-f]+}} <die_inside
// CHECK-NEXT:   task ended
// CHECK-NEXT:   hop: panic: outer in task 'outer'
// SEVERAL-NEXT: called from @0x{{[0-9a-f]+}} <die_outside
// CHECK-NEXT:   task restarted
// SEVERAL-NEXT: of the life before: outer, chain kept
// ONE-NEXT:     of the life before: outer, chain gone
// CHECK:        after 4 more: chain gone
#include <hop/hop.h>
#include <stdio.h>

static struct hop_task outer, inner;
static _Alignas(8) unsigned char outer_stack[3072], inner_stack[2048];
static int lives;

static void die_inside(void *unused)
{
    (void)unused;
    hop_panic("inner");
}

static void start_inner(void)
{
    hop_task_create(&inner, &(struct hop_task_config){.name = "inner", .entry = die_inside, .stack = inner_stack,
        .stack_size = sizeof inner_stack, .priority = HOP_PRIORITY_MAIN + 2, .restart = HOP_RESTART_NEVER});
}

static void clean_up(int *unused)
{
    (void)unused;
    start_inner();
}

__attribute__((noinline)) static void die_outside(void)
{
    __attribute__((cleanup(clean_up), unused)) int guard = 0;
    hop_panic("outer");
}

static const char *chain(void)
{
    return hop_panic_record()->chain_length != 0 ? "kept" : "gone";
}

static void live(void *unused)
{
    (void)unused;
    if (lives++ == 0)
        die_outside();
    printf("of the life before: %s, chain %s\n", hop_panic_record()->text, chain());
    for (int i = 0; i < 4; i++)
        start_inner();
    printf("after 4 more: chain %s\n", chain());
}

int main(void)
{
    hop_task_create(&outer, &(struct hop_task_config){.name = "outer", .entry = live, .stack = outer_stack,
        .stack_size = sizeof outer_stack, .priority = HOP_PRIORITY_MAIN + 1});
    hop_task_join(&outer);
    return 0;
}
