// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A function that is const may not fit on the stack all the same: what was stored before the call is what the
// cleanups see, at every level of optimisation.
//
// RUN: %clang --target=thumbv7em -O0 %s -o %t.0.elf
// RUN: %run %t.0.elf | FileCheck %s
// RUN: %clang --target=thumbv7em -Os %s -o %t.s.elf
// RUN: %run %t.s.elf | FileCheck %s
// RUN: %clang --target=thumbv7em -O3 %s -o %t.3.elf
// RUN: %run %t.3.elf | FileCheck %s
// RUN: %clang --target=thumbv8.1m.main-none-eabihf -mcpu=cortex-m55 -O3 %s -o %t.mve.elf
// RUN: %run %t.mve.elf | FileCheck %s
//
// CHECK:      state: busy
// CHECK-NEXT: branches: busy
// CHECK-NEXT: zeroed: 0 0 9 9 9
// CHECK-NEXT: side by side: 1 2 9 9

#include <hop/hop.h>
#include <stdio.h>

static volatile int depth = 1000;
static struct hop_task task;
static unsigned char stack[2048] __attribute__((aligned(8)));

// No loop, and no result that is known.
__attribute__((noinline, const)) static int compute(int n)
{
    volatile char frame[64];
    frame[0] = n;
    if (n == 0)
        return 0;
    return compute(n - 1) + frame[0];
}

static const char *state;
static int numbers[5];
// For anybody to change: neither scalars nor constants.
float pairs[4], from[4] = {1, 2, 3, 4};

__attribute__((noinline)) static void set_state(int n, int *result)
{
    state = "busy";
    int value = compute(n);
    state = "ready";
    *result = value;
}

__attribute__((noinline)) static void in_branches(int n, int *result, int first, int second)
{
    if (first)
        state = "busy";
    int value = compute(n);
    if (second)
        state = "ready";
    *result = value;
}

__attribute__((noinline)) static void zero(int n, int *restrict result, int *restrict p)
{
    p[0] = 0;
    p[1] = 0;
    int value = compute(n);
    p[2] = 0;
    p[3] = 0;
    p[4] = 0;
    *result = value;
}

__attribute__((noinline)) void copy(int n, int *restrict result, float *restrict p, const float *restrict q)
{
    float a = q[0], b = q[1], c = q[2], d = q[3];
    p[0] = a;
    p[1] = b;
    *result = compute(n);
    p[2] = c;
    p[3] = d;
}

static void (*show_result)(void);

static void show(int *unused)
{
    (void)unused;
    show_result();
}

static void show_state(void)
{
    printf("%s\n", state);
}

static void show_numbers(void)
{
    printf("%d %d %d %d %d\n", numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
}

static void show_pairs(void)
{
    printf("%d %d %d %d\n", (int)pairs[0], (int)pairs[1], (int)pairs[2], (int)pairs[3]);
}

static void run(void *argument)
{
    __attribute__((cleanup(show))) int result = 0;
    switch (*(int *)argument) {
    case 0: set_state(depth, &result); break;
    case 1: in_branches(depth, &result, depth, depth); break;
    case 2: zero(depth, &result, numbers); break;
    case 3: copy(depth, &result, pairs, from); break;
    }
}

static void attempt(const char *name, int which, void (*shows)(void))
{
    state = "not set";
    for (int i = 0; i < 5; i++)
        numbers[i] = 9;
    for (int i = 0; i < 4; i++)
        pairs[i] = 9;
    show_result = shows;
    struct hop_task_config config = {.name = name, .entry = run, .argument = &which, .stack = stack,
                                     .stack_size = sizeof stack, .priority = HOP_PRIORITY_MAIN + 1,
                                     .restart = HOP_RESTART_NEVER};
    printf("%s: ", name);
    hop_task_create(&task, &config);
    hop_task_join(&task);
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    (void)info;
}

int main(void)
{
    attempt("state", 0, show_state);
    attempt("branches", 1, show_state);
    attempt("zeroed", 2, show_numbers);
    attempt("side by side", 3, show_pairs);
    return 0;
}
