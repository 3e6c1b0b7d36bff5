// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The script for gdb that hop-run names knows the tasks: states, stacks, calls, FP registers included. It finds libhop's sources in the
// prefix. Stopped in a task or in a handler, it changes nothing: the program ends as it does by itself. Time stands still meanwhile.
//
// RUN: printf 'hop tasks\ntbreak spin\ncontinue\nhop tasks\nhop backtrace main\nhop backtrace worker -full\n' > %t.commands
// RUN: printf 'hop backtrace grows -3\nframe function main\nprint ticks\nstepi 50\nprint ticks\n' >> %t.commands
// RUN: printf "python\ntry:\n  gdb.execute('hop backtrace nobody')\nexcept gdb.error as e:\n  print(e)\nend\n" >> %t.commands
// RUN: printf 'break SysTick_Handler if ticks == 40\ncontinue\nup\nhop tasks\nhop backtrace all\nframe\n' >> %t.commands
// RUN: printf 'delete\nlist hop_panic\ncontinue\n' >> %t.commands
// RUN: %clang_v7em_hf -g -Og %s -o %t.elf
// RUN: %status 0 sh %S/Inputs/under-gdb.sh %t.commands %t %run --icount 7 --timeout 20 --gdb 0 %t.elf
// RUN: FileCheck --input-file=%t.gdb --check-prefixes=CHECK,FP %s
// RUN: FileCheck --input-file=%t.out --check-prefix=OUT %s
// RUN: %clang --target=thumbv6m --config small.cfg -g -Og %s -o %t.elf
// RUN: %status 0 sh %S/Inputs/under-gdb.sh %t.commands %t %run --icount 7 --timeout 20 --gdb 0 %t.elf
// RUN: FileCheck --input-file=%t.gdb %s
// RUN: FileCheck --input-file=%t.out --check-prefix=OUT %s
//
// Not an image of libhop's kernel.
// RUN: %clang_v7em -g -r -nostdlib %s -o %t.o
// RUN: not gdb-multiarch -nx -batch %t.o -x %prefix/share/hop/hop_gdb.py -ex 'hop tasks' 2>&1 | FileCheck --check-prefix=NONE %s
// NONE: no kernel of libhop in this image
//
// FP: crt0.S
// CHECK-NOT: No such file
// CHECK: no tasks yet
//
// CHECK: Temporary breakpoint 1, spin
// CHECK: {{^}}   task       priority  stack {{.*}}state
// CHECK-NEXT: {{^}}*  main       16->20    {{[0-9]+}} / {{[0-9]+}} {{ *}}running
// CHECK-NEXT: {{^}}   worker     8         {{[0-9]+}} / 2048 {{ *}}waiting for full
// CHECK-NEXT: {{^}}   two words  9         {{[0-9]+}} / 2048 {{ *}}sleeping for {{[0-9]+}} ms
// CHECK-NEXT: {{^}}   low        20        {{[0-9]+}} / 2048 {{ *}}waiting for lock of main, at most {{[0-9]+}} ms
// CHECK-NEXT: {{^}}   grows      10        {{[0-9]+}} / 16384, grows {{ *}}waiting for full
// CHECK-NEXT: {{^}}   still      9->0      {{[0-9]+}} / 2048 {{ *}}ready, suspended
// CHECK-NEXT: {{^}}   idle       0
// CHECK: main: running
// CHECK-NEXT: #0 {{.*}}spin (p=
// CHECK-NEXT: #1 {{.*}}main ()
// CHECK: worker: waiting for full
// CHECK: deep (n={{[^ ]*}}
// FP-SAME: x=3.5
// CHECK: frame = "\001", '\000' <repeats
// CHECK: deep (n={{[^ ]*}}
// FP-SAME: x=3)
// CHECK: frame = "\000\001", '\000' <repeats
// CHECK: work (
// CHECK: grows: waiting for full
// CHECK: deep (n={{[^ ]*}}
// FP-SAME: x=2.5
// CHECK: fourth (
// CHECK: #1 {{.*}}main ()
// CHECK: $1 = [[TICKS:[0-9]+]]
// CHECK: $2 = [[TICKS]]
//
// CHECK: no task nobody (see hop tasks)
// CHECK: Breakpoint 2, SysTick_Handler ()
// CHECK: #1 {{.*}} in
// CHECK: {{^}}*  main       16->20    {{.*}} / {{[0-9]+}} {{ *}}running
// CHECK: main: running
// CHECK: #0 {{.*}}spin (p=
// CHECK-NEXT: #1 {{.*}}main ()
// CHECK: worker: waiting for full
// CHECK: deep (n={{[^ ]*}}
// CHECK: work (
// CHECK: two words: 
// CHECK: second (
// CHECK: low: waiting for lock of main
// CHECK: third (
// CHECK: grows: waiting for full
// CHECK: __morestack ()
// CHECK: deep (n={{[^ ]*}}
// CHECK: fourth (
// CHECK: still: ready, suspended
// CHECK: hop_task_suspend (
// CHECK: idle: ready
// CHECK: idle () at
// CHECK: #1 {{.*}} in
// CHECK: hop_panic
// CHECK: exited normally
//
// OUT: sum 1226182481, all ended

#include <hop/hop.h>
#include <stdio.h>

volatile int ticks;
static struct hop_semaphore full;
static struct hop_mutex lock;
static volatile double half = 0.5;

void SysTick_Handler(void)
{
    ticks++;
}

__attribute__((noinline)) static double deep(int n, double x)
{
    volatile char frame[40] = {0};
    frame[n] = 1;
    if (n == 0) {
        hop_semaphore_take(&full);
        return x;
    }
    return deep(n - 1, x + half) + frame[n] + x;
}

static volatile double results[2];

static void work(void *unused)
{
    (void)unused;
    results[0] = deep(4, 1.5);
}

static void second(void *unused)
{
    (void)unused;
    while (results[1] == 0)
        hop_task_sleep(10);
}

static void third(void *unused)
{
    (void)unused;
    hop_mutex_timed_lock(&lock, 100000);
    hop_mutex_unlock(&lock);
}

static void fourth(void *unused)
{
    (void)unused;
    results[1] = deep(30, 2.5);
}

static void fifth(void *unused)
{
    (void)unused;
    hop_task_suspend(hop_task_self());
}

__attribute__((noinline)) static unsigned spin(const volatile int *p)
{
    unsigned sum = 1;
    for (int i = 0; i < 100000 || ticks <= *p; i++)
        sum = i < 100000 ? sum * 31 + (unsigned)i : sum;
    return sum;
}

static struct hop_task tasks[5];
static _Alignas(8) char stacks[5][2048];

int main(void)
{
    static const struct {
        const char *name;
        void (*entry)(void *);
        unsigned priority;
    } table[] = {{"worker", work, 8}, {"two words", second, 9}, {"low", third, 20}, {"grows", fourth, 10}, {"still", fifth, 9}};
    hop_semaphore_init(&full, 0, 2);
    hop_mutex_init(&lock);
    hop_mutex_lock(&lock);
    for (int i = 0; i < 5; i++) {
        int grows = i == 3;
        hop_task_create(&tasks[i], &(struct hop_task_config){
            .name = table[i].name, .entry = table[i].entry, .stack = stacks[i], .stack_size = grows ? 1200 : 2048,
            .priority = table[i].priority, .growth = grows ? &hop_growth : NULL, .stack_limit = grows ? 16384 : 0});
    }
    hop_task_sleep(20);
    int until = 45;
    unsigned sum = spin(&until);
    hop_semaphore_give(&full);
    hop_semaphore_give(&full);
    hop_mutex_unlock(&lock);
    hop_task_resume(&tasks[4]);
    for (int i = 0; i < 5; i++)
        hop_task_join(&tasks[i]);
    int good = results[0] == 16.5 && results[1] == 340;
    printf("sum %u, %s\n", sum, good ? "all ended" : "other results");
    return !good;
}
