// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Catches: a restart that leaves something behind. A task dies 2,000 times,
// holding memory and a mutex. Each new life must begin with the
// same stack pointer and the whole stack usable; afterwards heap, mutex and
// counts must be as they ought to be. The negative lines leak: memory that no
// cleanup frees, and a life that starts lower on the stack than the one before.
//
// RUN: %clang_v7em -Os %s -o %t.elf
// RUN: %run --timeout 60 %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -O1 %s -o %t.hf.elf
// RUN: %run --timeout 60 %t.hf.elf | FileCheck %s
//
// RUN: %clang_v7em -Os -DLEAK_MEMORY %s -o %t.memory.elf
// RUN: %every_core -Os %s
// RUN: not %run --timeout 60 %t.memory.elf | FileCheck --check-prefix=MEMORY %s
// RUN: %clang_v7em -Os -DLEAK_STACK %s -o %t.stack.elf
// RUN: not %run --timeout 60 %t.stack.elf | FileCheck --check-prefix=STACK %s
//
// CHECK: lives 2000, owner died 1999, stack moved 0, depth changed 0
// CHECK: heap unchanged, mutex free
// MEMORY: heap CHANGED
// STACK: stack moved {{[1-9]}}

#include <hop/hop.h>

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

enum { LIVES = 2000 };

static _Alignas(8) unsigned char stack[3072];
static struct hop_task task;
static struct hop_mutex mutex;
static unsigned lives, owner_died, stack_moved, depth_changed;
static unsigned clean_panics; // ended by unwinding to the end
static volatile unsigned depth, done, sink;

static void release(void **pointer)
{
#ifndef LEAK_MEMORY
    free(*pointer);
#else
    sink += (unsigned)*pointer; // or the compiler takes malloc away, too
#endif
}

__attribute__((noinline)) static void overflow(void)
{
    volatile unsigned frame[8];
    frame[0] = ++depth;
    overflow();
    sink += frame[0];
}

__attribute__((noinline)) static void hold_and_die(void)
{
    __attribute__((cleanup(release))) void *memory = malloc(100);
    owner_died += hop_mutex_lock(&mutex) == HOP_OWNER_DIED;
    // Every other life ends by a panic of its own choice.
    if (lives % 2 == 0) {
        hop_panic("on purpose");
    }
    overflow();
}

// The overflow comes as deep in every life, whatever the lives before used.
static void compare_depth(void)
{
    static unsigned expected;
    if (depth == 0) {
        return;
    }
    depth_changed += expected != 0 && expected != depth;
    expected = depth;
    depth = 0;
}

static void task_body(void *argument)
{
    static char *expected;
    char *here = __builtin_frame_address(0);
#ifdef LEAK_STACK
    here -= lives * 8;
#endif
    stack_moved += expected != NULL && expected != here;
    expected = here;
    (void)argument;
    compare_depth();
    if (lives == LIVES) {
        done = 1;
        return;
    }
    lives++;
    hold_and_die();
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    clean_panics += info->reclaimed == NULL;
}

int main(void)
{
    free(malloc(100));
    size_t before = mallinfo().uordblks;
    hop_task_create(&task, &(struct hop_task_config){
        .name = "mortal", .entry = task_body, .stack = stack,
        .stack_size = sizeof(stack), .priority = HOP_PRIORITY_MAIN + 1});
    int heap_same = mallinfo().uordblks == before;
    int locked = hop_mutex_try_lock(&mutex);
    int mutex_free = locked == HOP_OWNER_DIED;
    printf("lives %u, owner died %u, stack moved %u, depth changed %u\n",
           lives, owner_died, stack_moved, depth_changed);
    printf("heap %s, mutex %s\n", heap_same ? "unchanged" : "CHANGED",
           mutex_free ? "free" : "STUCK");
    int right = done && clean_panics == LIVES && owner_died == LIVES - 1 &&
                hop_task_generation(&task) == LIVES && stack_moved == 0 &&
                depth_changed == 0 && heap_same && mutex_free;
    return right ? 0 : 1;
}
