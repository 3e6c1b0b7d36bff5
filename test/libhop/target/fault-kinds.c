// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every kind of fault that a task can cause is its panic: callers' cleanups run, those of the function
// at fault do not, and the report says so. Where that cannot be done, the task restarts without.
//
// RUN: %every_core -Os %s
// RUN: %clang_v7em_hf -O0 %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang_v7em -Os -Wl,--defsym=__hop_stress_growth=1 %s -o %t.elf && %run %t.elf | FileCheck %s
#include "Inputs/cases.h"
#include "Inputs/fault.h"

#include <string.h>

__attribute__((noinline)) static int load(const volatile int *pointer)
{
    return *pointer;
}

// CHECK:      case 0
// CHECK-NEXT:   panic: {{bus error by a data access|unaligned access}}
// CHECK-NEXT:   events: 2 1
// CHECK-NOT:    given up
static void leaf(void)
{
    NOTED outer = 1;
    NOTED inner = 2;
    keep = load(no_memory());
}

__attribute__((noinline)) static void with_cleanup(void)
{
    NOTED own = 3;
    *no_memory() = 1;
    keep++;
}

// CHECK:      case 1
// CHECK-NEXT:   panic: {{bus error by a data access|unaligned access}}
// CHECK-NEXT:   events: 1
// CHECK-NOT:    given up
static void not_leaf(void)
{
    NOTED outer = 1;
    with_cleanup();
    keep++;
}

// CHECK:      case 2
// CHECK-NEXT:   panic: undefined instruction
// CHECK-NEXT:   events: 5
static void undefined(void)
{
    NOTED outer = 5;
    fault_undefined();
    keep++;
}

// CHECK:      case 3
// CHECK-NEXT:   panic: {{division by zero|none}}
// CHECK-NEXT:   events: 6
static void division(void)
{
    NOTED outer = 6;
    fault_divide();
    keep++;
}

// CHECK:      case 4
// CHECK-NEXT:   panic: unaligned access
// CHECK-NEXT:   events: 7
static void unaligned(void)
{
    NOTED outer = 7;
    fault_unaligned();
    keep++;
}

// A call that has gone nowhere is as if it had not been made: cleanups of its function run.
// CHECK:      case 5
// CHECK-NEXT:   panic: {{jump to an address without the Thumb bit|bus error by an instruction fetch}}
// CHECK-NEXT:   events: 9 8
static void null_call(void)
{
    NOTED outer = 8;
    NOTED inner = 9;
    void (*volatile null)(void) = NULL;
    null();
    keep++;
}

static int compare(const void *a, const void *b)
{
    return load(a) - load(b) + load(no_memory());
}

// CHECK:      case 6
// CHECK-NEXT:   panic: {{bus error by a data access|unaligned access}}
// CHECK-NEXT:   events: 11 10
// CHECK-NOT:    given up
static void in_library(void)
{
    NOTED outer = 10;
    NOTED inner = 11;
    int items[] = {2, 1};
    qsort(items, 2, sizeof items[0], compare);
    keep++;
}

// The library's own lock has been given back.
// CHECK:      case 7
// CHECK-NEXT:   panic: {{bus error by a data access|unaligned access}}
// CHECK-NEXT:   events: 13 12
static void in_stdio(void)
{
    NOTED outer = 12;
    NOTED inner = 13;
#if __ARM_ARCH == 6
    hop_panic("bus error by a data access"); // bytes are always aligned
#else
    printf("%.3s", (const char *)no_memory());
#endif
    keep++;
}

__attribute__((noinline)) static void faulty_cleanup(int *unused)
{
    (void)unused;
    note(14);
    *no_memory() = 1;
    note(15);
}

// CHECK:      case 8
// CHECK-NEXT:   panic: in a moment
// CHECK-NEXT:   events: 14
// CHECK-NEXT:   asked 0
// CHECK-NEXT:   given up: fault in a cleanup
static void in_cleanup(void)
{
    NOTED outer = 16;
    __attribute__((cleanup(faulty_cleanup), unused)) int bad;
    hop_panic("in a moment");
}

// On the normal path the cleanup is a call like others.
// CHECK:      case 9
// CHECK-NEXT:   panic: {{bus error by a data access|unaligned access}}
// CHECK-NEXT:   events: 14 17
static void in_last_cleanup(void)
{
    NOTED outer = 17;
    {
        __attribute__((cleanup(faulty_cleanup), unused)) int bad;
        keep++;
    }
    keep++;
}

// CHECK:      case 10
// CHECK-NEXT:   panic: {{bus error by a data access|unaligned access}}
// CHECK-NEXT:   events: 18
static void in_region(void)
{
    NOTED outer = 18;
    hop_kill_defer_begin();
    keep = load(no_memory());
    hop_kill_defer_end();
}

// CHECK:      case 11
// CHECK-NEXT:   panic: undefined instruction
// CHECK-NEXT:   events:
// CHECK-NEXT:   asked 0
// CHECK-NEXT:   given up: marked as not to be unwound
static void undescribed(void)
{
    NOTED outer = 19;
    fault_undescribed();
    keep++;
}

// What the wild stack pointer points to is used for no more than exception frames.
// CHECK:      case 12
// CHECK-NEXT:   panic: undefined instruction
// CHECK-NEXT:   events:
// CHECK-NEXT:   asked 0
// CHECK-NEXT:   given up: stack pointer outside of the stack
static uint64_t elsewhere[20];
static void wild_stack(void)
{
    NOTED outer = 21;
    __asm volatile("mov sp, %0\nudf #1" ::"r"(elsewhere + 20));
    keep++;
}

// CHECK:      case 13
// CHECK-NEXT:   below: 0
// CHECK-NEXT:   panic: as it was
static void nothing_below(void)
{
    // A frame with FP registers takes 104 bytes and alignment.
    printf("  below: %d\n", elsewhere[0] != 0 || elsewhere[5] != 0);
    hop_panic("as it was");
}

static struct hop_mutex mutex;

// CHECK:      case 14
// CHECK-NEXT:   panic: {{bus error by a data access|unaligned access}}
// CHECK-NEXT:   events: 20
static void with_mutex(void)
{
    NOTED outer = 20;
    hop_mutex_lock(&mutex);
    keep = load(no_memory());
    hop_mutex_unlock(&mutex);
}

// Division of 64 bits is in assembly that has no table, and in C; what faults is assembly again.
// CHECK:      case 15
// CHECK-NEXT:   panic: division by zero
// CHECK-NEXT:   events: 22
// CHECK-NOT:    given up
__attribute__((noinline)) static long long divide(long long a, long long b)
{
    return a / b;
}

static void long_division(void)
{
    NOTED outer = 22;
    static volatile long long two_words = 1ll << 40, zero;
    keep = (int)divide(two_words, zero);
    keep++;
}

// Behind a call that does not return there is no way to the caller: the return by LR is another function's.
// CHECK:      case 16
// CHECK-NEXT:   panic: undefined instruction
// CHECK-NEXT:   events:
// CHECK-NEXT:   asked 0
// CHECK-NEXT:   given up: marked as not to be unwound
void fault_behind_call(void);
__asm__(".text\n.globl fault_behind_call\n.type fault_behind_call, %function\n.thumb_func\n"
        "fault_behind_call:\n.fnstart\n.cantunwind\npush {r4, lr}\nbl fault_in_call\nbx lr\n.fnend\n");
__attribute__((used, noinline)) void fault_in_call(void)
{
    fault_undefined();
    keep++;
}

static void endless_way(void)
{
    NOTED outer = 23;
    fault_behind_call();
    keep++;
}

// CHECK:      case 17
// CHECK-NEXT:   mutex: owner died
// CHECK-NEXT:   panic: the last one
static void next_owner(void)
{
    printf("  mutex: %s\n", hop_mutex_try_lock(&mutex) == HOP_OWNER_DIED ? "owner died" : "?");
    hop_panic("the last one");
}

// CHECK: done
const test_case cases[] = {leaf, not_leaf, undefined, division, unaligned, null_call, in_library, in_stdio,
                           in_cleanup, in_last_cleanup, in_region, undescribed, wild_stack, nothing_below, with_mutex,
                           long_division, endless_way, next_owner};
const unsigned case_count = sizeof cases / sizeof cases[0];
