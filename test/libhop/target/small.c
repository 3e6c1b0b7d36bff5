// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The small configuration: a task panics, overflows and faults; each time its cleanups run and it starts anew. The reports
// are digits on the console, of which hop-run and hop-decode make the usual lines. Without unwinding, too, it starts anew,
// and what it held is released.
//
// RUN: %every_core -Os --config small.cfg %s
// RUN: %clang_v7em -Os --config small.cfg --config no-unwinding.cfg %s -o %t.none.elf
// RUN: %run %t.none.elf 2>&1 | FileCheck --check-prefix=NONE %s
// RUN: llvm-nm %t.none.elf | not grep -E 'hop_(ehabi_execute|lsda_find|unwind_step)$'
// RUN: llvm-readelf -S %t.none.elf | grep -E 'exidx .* 000000 00 '
//
// The log of a board, in pieces; records that are none are left alone.
// RUN: %clang_v7em -Os --config small.cfg %s -o %t.elf
// RUN: llvm-strip %t.elf -o %t.board.elf
// RUN: %run %t.board.elf > %t.log 2>&1
// RUN: FileCheck --check-prefix=RAW --input-file=%t.log %s
// RUN: %python %S/../../tools/Inputs/in_pieces.py %t.log 1 | hop-decode %t.elf | FileCheck %s
// RUN: printf 'hop: record 0x0 hop: rec' > %t.odd
// RUN: hop-decode %t.elf %t.odd | cmp - %t.odd
//
// CHECK:      hop: panic: number %d of %s in task 'fails'
// CHECK-NEXT: that is: number -7 of several
// CHECK-NEXT: called from @0x{{[0-9a-f]+}} <fails+0x{{.*}}> @0x{{[0-9a-f]+}} <live+0x{{.*}}>
// CHECK-NEXT: task restarted
// CHECK-NEXT: record 1, {{[0-9]+}} ms after reset, 0 restarts before
// CHECK:      hop: panic: stack overflow in task 'fails'
// CHECK-NEXT: function @0x{{[0-9a-f]+}} <large+0x{{.*}}> asked for {{[0-9]+}} bytes
// CHECK:      record 2, {{[0-9]+}} ms after reset, 1 restarts before
// CHECK:      in task 'fails'
// CHECK:      at @0x{{[0-9a-f]+}} <fault_undefined
// CHECK:      cleanups of the function at fault itself not run
// CHECK:      record 3, {{[0-9]+}} ms after reset, 2 restarts before
// CHECK:      4 lives, 3 cleanups, mutex 0
// RAW:        hop: panic: number %d of %s in task 'fails'
// RAW-NEXT:   hop: record 0x315243480x{{[0-9a-fx]+$}}
// NONE:       cleanups given up
// NONE:       4 lives, 0 cleanups, mutex 1
#include "Inputs/fault.h"

#include <hop/hop.h>
#include <stdio.h>

static struct hop_task task;
static _Alignas(8) unsigned char stack[2048];
static struct hop_mutex mutex;
static struct hop_semaphore done = HOP_SEMAPHORE(0, 1);
static int lives, cleaned, owner_died;

static void clean_up(int *unused)
{
    (void)unused;
    cleaned++;
    hop_mutex_unlock(&mutex);
}

__attribute__((noinline)) static void large(void)
{
    char local[4096];
    __asm volatile("" ::"r"(local) : "memory");
}

__attribute__((noinline)) static void faults(void)
{
    fault_undefined();
    __asm volatile("");
}

__attribute__((noinline)) static void fails(int life)
{
    owner_died |= hop_mutex_lock(&mutex) == HOP_OWNER_DIED;
    __attribute__((cleanup(clean_up))) int guard = life;
    if (life == 1)
        hop_panic("number %d of %s", -7, "several");
    if (life == 2)
        large();
    faults();
    __asm volatile("" ::"r"(guard));
}

static void live(void *unused)
{
    (void)unused;
    lives++;
    if (lives < 4)
        fails(lives);
    hop_semaphore_give(&done);
}

int main(void)
{
    hop_task_create(&task, &(struct hop_task_config){.name = "fails", .entry = live, .stack = stack,
        .stack_size = sizeof stack, .priority = HOP_PRIORITY_MAIN + 1});
    hop_semaphore_take(&done);
    printf("%d lives, %d cleanups, mutex %d\n", lives, cleaned, owner_died);
    return 0;
}
