// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task that is killed in a thunk, by which the linker makes a call of a function in RAM, is unwound: it has no table, and that of
// Armv6-M uses the stack. Here most kills strike in the few instructions of the thunk and of the function.
//
// RUN: %clang %{thumbv6m} -O1 %s -o %t.elf
// RUN: llvm-nm %t.elf | FileCheck --check-prefix=THUNK %s
// RUN: %run --icount 7 --timeout 60 %t.elf > %t.out 2>&1
// RUN: FileCheck --input-file=%t.out %s
// RUN: %clang %{thumbv7em-hf} -O1 %s -o %t.elf
// RUN: llvm-nm %t.elf | FileCheck --check-prefix=THUNK %s
// RUN: %run --icount 7 --timeout 60 %t.elf > %t.out 2>&1
// RUN: FileCheck --input-file=%t.out %s
//
// THUNK: Thunk_near
// CHECK: at {{.*}}Thunk_near
// CHECK-NOT: given up
// CHECK: 300 kills, 300 cleanups

#include <hop/hop.h>
#include <stdio.h>

enum { KILLS = 300, STEPS = 37 };

static volatile int cleaned, lives, sink;
static struct hop_task task;
static _Alignas(8) char stack[2048];

static void cleanup(const int *unused)
{
    (void)unused;
    cleaned++;
}

__attribute__((section(".data.near"), noinline)) static void near(void)
{
    sink++;
}

__attribute__((noinline)) static int loop(int n)
{
    volatile char frame[40];
    frame[n] = 1;
    while (sink != -1)
        near();
    return frame[n];
}

static void work(void *unused)
{
    __attribute__((cleanup(cleanup))) int scope = 1;
    (void)unused;
    (void)scope;
    lives++;
    loop(3);
}

int main(void)
{
    hop_task_create(&task, &(struct hop_task_config){
        .name = "near", .entry = work, .stack = stack, .stack_size = sizeof stack, .priority = 3});
    for (int kills = 0; kills < KILLS; kills++) {
        while (lives <= kills)
            hop_task_sleep(1);
        hop_task_sleep(1);
        for (volatile int i = 0; i < kills % STEPS; i++)
            ;
        hop_task_kill_now(&task, "now");
    }
    while (lives <= KILLS)
        hop_task_sleep(1);
    printf("%d kills, %d cleanups\n", KILLS, cleaned);
    return cleaned != KILLS;
}
