// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task faults a thousand times, with memory, a mutex and floating-point state in its hands. Each
// new life begins with the same stack, nothing leaks, and a more urgent task misses no period.
//
// RUN: %every_core -Os %s
// RUN: %clang_v7em_hf -Os -Wl,--defsym=__hop_stress_growth=1 %s -o %t.elf && %run --icount 7 %t.elf | FileCheck --check-prefix=GROWS %s
//
// CHECK: lives 1000, owner died 999, unwound 1000, stack moved 0
// GROWS: lives 1000, owner died 999, unwound 1000,
// CHECK: heap unchanged, other task late 0, wrong 0
#include "Inputs/fault.h"

#include <hop/hop.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

enum { LIVES = 1000 };

static struct hop_task mortal, watcher;
static _Alignas(8) unsigned char mortal_stack[3072], watcher_stack[2048];
static struct hop_mutex mutex;
static unsigned lives, owner_died, unwound, stack_moved;
static volatile unsigned periods, late, wrong, ended;
static volatile int sink;

static void release(void **pointer)
{
    free(*pointer);
}

__attribute__((noinline)) static void fault(int kind)
{
    volatile float x = 1.5f;
    float y = x * 2;
    switch (kind) {
    case 0:
        sink = *no_memory();
        break;
    case 1:
        fault_undefined();
        break;
    case 2:
        fault_unaligned();
        break;
    default:
        ((void (*)(void))(uintptr_t)(sink & 0))();
    }
    sink = (int)(y + x);
}

static void live(void *unused)
{
    static char *expected;
    char *here = __builtin_frame_address(0);
    (void)unused;
    stack_moved += expected != NULL && expected != here;
    expected = here;
    if (lives == LIVES) {
        ended = 1;
        return;
    }
    __attribute__((cleanup(release))) void *memory = malloc(100);
    owner_died += hop_mutex_lock(&mutex) == HOP_OWNER_DIED;
    fault((int)(lives++ % 4));
    hop_panic("no fault");
}

// With floating-point registers of its own, which a fault must not change.
static void watch(void *unused)
{
    (void)unused;
    volatile float start = 3;
    float a = start, b = a * 2, c = a * 4;
    for (uint32_t wake = hop_time_ticks(); !ended; periods++) {
        hop_task_sleep_until(&wake, 1);
        late += hop_time_ticks() - wake > 1;
        wrong += a + b + c != 21;
    }
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    unwound += info->reclaimed == NULL && info->reason == HOP_PANIC_FAULT;
}

int main(void)
{
    free(malloc(100));
    size_t before = mallinfo().uordblks;
    hop_task_create(&watcher, &(struct hop_task_config){
        .name = "watcher", .entry = watch, .stack = watcher_stack, .stack_size = sizeof watcher_stack,
        .priority = HOP_PRIORITY_MAIN + 2});
    hop_task_create(&mortal, &(struct hop_task_config){
        .name = "mortal", .entry = live, .stack = mortal_stack, .stack_size = sizeof mortal_stack,
        .priority = HOP_PRIORITY_MAIN + 1});
    hop_task_sleep(5);
    bool is_unchanged = mallinfo().uordblks == before;
    printf("lives %u, owner died %u, unwound %u, stack moved %u\n", lives, owner_died, unwound, stack_moved);
    printf("heap %s, other task late %u, wrong %u\n",
           is_unchanged ? "unchanged" : "CHANGED", late, wrong);
    return periods < 5;
}
