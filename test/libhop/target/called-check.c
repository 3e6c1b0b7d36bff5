// RUN: %every_core -Oz %s
// RUN: %clang_v7em -Oz %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: llvm-objdump -d --disassemble-symbols=deepen %t.elf | FileCheck --check-prefix=CODE %s
// RUN: hop-check-eh %t.elf
// RUN: hop-size %t.elf | FileCheck --check-prefix=SIZE %s
// RUN: %clang_v7em -Oz -flto %s -o %t.lto.elf && %run %t.lto.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A check that is called does what one in line does: the function that has it never runs, its caller's
// cleanups do, the record names it; in a deferral region and with interrupts masked the call happens.
#include "Inputs/cases.h"

// CODE:      mov r3, lr
// CODE-NEXT: bl {{.*}} <__hop_check_r3>
// CODE-NOT:  svc
// SIZE:      checks

static volatile int depth;
static int deepest;

__attribute__((noinline)) int deepen(int level)
{
    volatile int here = level;
    depth = level;
    int below = deepen(level + 1);
    return here + below;
}

static void after(int *unused)
{
    (void)unused;
    uintptr_t at = case_task.runtime.panic.function - ((uintptr_t)deepen & ~(uintptr_t)1);
    deepest = depth;
    note(at < 32 ? 1 : 2);
}

// CHECK:      case 0
// CHECK-NEXT:   panic: stack overflow
// CHECK-NEXT:   events: 1 7
// CHECK-NEXT:   asked {{[1-9][0-9]?}}, frames
// CHECK-NOT:    given up
static void overflows(void)
{
    NOTED outer = 7;
    __attribute__((cleanup(after), unused)) int inner;
    deepen(1);
    keep++;
}

// As many calls fit in a second time, and one less does not trap.
// CHECK:      case 1
// CHECK-NEXT:   panic: stack overflow
// CHECK-NEXT:   events: 1
// CHECK:      case 2
// CHECK-NEXT:   the same
static void overflows_again(void)
{
    __attribute__((cleanup(after), unused)) int inner;
    deepen(1);
    keep++;
}

static void compare(void)
{
    printf("  %s\n", deepest > 50 && deepest == depth ? "the same" : "another depth");
    hop_panic("over");
}

// What is needed beyond the limit is in the reserve; the kill waits for the region's end.
__attribute__((noinline)) static int descend(int levels)
{
    volatile int here = levels;
    return levels == 0 ? here : here + descend(levels - 1);
}

// CHECK:      case 3
// CHECK-NEXT:   panic: stack overflow
// CHECK-NEXT:   events: {{[1-9][0-9]+}}
// CHECK-NOT:    given up
static void deferred(void)
{
    int sum = 0;
    hop_kill_defer_begin();
    sum = descend(deepest + 8);
    note(sum);
    hop_kill_defer_end();
    descend(3);
    printf("not reached\n");
}

// CHECK:      case 4
// CHECK-NEXT:   panic: stack overflow
// CHECK-NEXT:   events: {{[1-9][0-9]+}}
// CHECK-NOT:    given up
static void masked(void)
{
    __asm volatile("cpsid i" ::: "memory");
    int sum = descend(deepest + 8);
    __asm volatile("cpsie i" ::: "memory");
    note(sum);
    descend(3);
    printf("not reached\n");
}

// Where r3 has an argument, the frame is larger, or arguments are on the stack, r3 tells it in Thumb-1 code.
static uintptr_t shape;

static void after_shape(int *unused)
{
    (void)unused;
    note(case_task.runtime.panic.function - (shape & ~(uintptr_t)1) < 32 ? 1 : 2);
}

#define FALLS(name, call)                                                                  \
    static void name##_falls(void)                                                         \
    {                                                                                      \
        __attribute__((cleanup(after_shape), unused)) int guard;                           \
        shape = (uintptr_t)name;                                                           \
        keep += call;                                                                      \
    }

__attribute__((noinline)) int four(int a, int b, int c, int d)
{
    volatile int here = a;
    int below = four(b, c, d, a + 1);
    return here + below + d;
}

__attribute__((noinline)) int seven(int a, int b, int c, int d, int e, int f, int g)
{
    volatile int here = a;
    int below = seven(b, c, d, e, f, g, a + 1);
    return here + below + g + f;
}

__attribute__((noinline)) int large(int a)
{
    volatile int here[26];
    here[a & 15] = a;
    int below = large(a + 1);
    return here[3] + below;
}

__attribute__((noinline)) int larger(int a, int b, int c, int d)
{
    volatile int here[150];
    here[a & 15] = a;
    int below = larger(b, c, d, a + 1);
    return here[3] + below + d;
}

// CHECK:      case 5
// CHECK-NEXT:   panic: stack overflow
// CHECK-NEXT:   events: 1
// CHECK:      case 6
// CHECK-NEXT:   panic: stack overflow
// CHECK-NEXT:   events: 1
// CHECK:      case 7
// CHECK-NEXT:   panic: stack overflow
// CHECK-NEXT:   events: 1
// CHECK-NEXT:   asked 1{{[0-9][0-9]}},
// CHECK:      case 8
// CHECK-NEXT:   panic: stack overflow
// CHECK-NEXT:   events: 1
// CHECK-NEXT:   asked 6{{[0-9][0-9]}},
FALLS(four, four(1, 2, 3, 4))
FALLS(seven, seven(1, 2, 3, 4, 5, 6, 7))
FALLS(large, large(1))
FALLS(larger, larger(1, 2, 3, 4))

// All arguments and results are right, at the last call that fits and where the kill waits.
__attribute__((noinline)) int sums(int level, int b, int c, int d, int e, int f, int g)
{
    volatile int here = b;
    return level == 0 ? c + d * 2 + e * 3 + f * 4 + g * 5
                      : here + sums(level - 1, c, d, e, f, g, b + level) + g;
}

static int sums_in_a_loop(int level, int b, int c, int d, int e, int f, int g)
{
    int sum = 0;
    for (; level > 0; level--) {
        int first = b;
        sum += b + g;
        b = c, c = d, d = e, e = f, f = g, g = first + level;
    }
    return sum + c + d * 2 + e * 3 + f * 4 + g * 5;
}

// CHECK:      case 9
// CHECK-NEXT:   panic: stack overflow
// CHECK-NEXT:   events: 100
static void arguments(void)
{
    int right = 0;
    hop_kill_defer_begin();
    for (int levels = 1; levels <= 100; levels++) {
        int deepest_level = levels < 80 ? levels : 80;
        right += sums(deepest_level, 1, 2, 3, 4, 5, levels) == sums_in_a_loop(deepest_level, 1, 2, 3, 4, 5, levels);
    }
    note(right);
    hop_kill_defer_end();
    deepen(1);
}

const test_case cases[] = {overflows, overflows_again, compare, deferred, masked,
                           four_falls, seven_falls, large_falls, larger_falls, arguments};
const unsigned case_count = sizeof cases / sizeof cases[0];
// CHECK:      done
