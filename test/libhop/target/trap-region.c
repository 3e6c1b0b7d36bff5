// RUN: %clang_v7em -Os %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -O0 %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// In a deferral region, and for runtime helpers, the call happens in the
// reserve and the kill waits: for the first checked call after the region.
// Row 52 of test/kernel/README.md.
#include "Inputs/cases.h"
#include "Inputs/svc.h"

// 4096 - 128 below the limit is past the stack; 160 fits the reserve.
TRAPPING_FUNCTION(small, 252, "nop");
TRAPPING_FUNCTION(next, 252, "nop");
TRAPPING_FUNCTION(helper, 255, IN_R12(40/4));
TRAPPING_FUNCTION(too_large, 253, LIMIT_PLUS(30000));

// Calls `function` with the stack nearly full.
static __attribute__((noinline, no_stack_protector)) void with_full_stack(void (*function)(void))
{
    uintptr_t sp = (uintptr_t)__builtin_frame_address(0);
    size_t bytes = (sp - case_task.runtime.limit + 16) & ~(size_t)7;
    // SP is now below the limit, as in a function with a small frame: no more
    // checks are made here, so it is assembly that moves it.
    register size_t lower __asm__("r2") = bytes;
    register void (*callee)(void) __asm__("r3") = function;
    __asm__ volatile("mov r4, sp\nmov r5, sp\nsubs r5, r5, %0\nmov sp, r5\nblx %1\nmov sp, r4"
                     : "+r"(lower), "+r"(callee)
                     :
                     : "r0", "r1", "r4", "r5", "r12", "lr", "memory", "cc");
    keep++;
}

static volatile struct {
    uint32_t limit, depth, pending;
} *const context = (void *)0x20000000;

static const char *limit_name(uint32_t limit)
{
    if (limit == case_task.runtime.base + HOP_STACK_OVERHEAD)
        return "full";
    if (limit > (uintptr_t)case_stack + sizeof case_stack)
        return "poison";
    return limit < case_task.runtime.base + HOP_STACK_OVERHEAD ? "lowered" : "other";
}

// CHECK:      case 0
// CHECK-NEXT:   inside lowered 1, after poison 1, ran 1
// CHECK-NEXT:   panic: stack overflow
// CHECK-NEXT:   events: 6
// CHECK-NEXT:   asked 40, frames
// CHECK-NOT:    given up
static void deferred(void)
{
    NOTED here = 6;
    hop_kill_defer_begin();
    with_full_stack(small);
    event_count = 0;
    uint32_t limit = context->limit, pending = context->pending;
    hop_kill_defer_end();
    hop_kill_defer_begin(); // for printf: it is checked
    printf("  inside %s %lu, after %s %lu, ran %d\n", limit_name(limit),
           (unsigned long)pending, limit_name(context->limit),
           (unsigned long)context->pending, small_ran);
    hop_kill_defer_end();
    next();
    printf("not reached\n");
}

// CHECK:      case 1
// CHECK-NEXT:   after poison 1, ran 1
// CHECK-NEXT:   panic: stack overflow
// CHECK-NEXT:   events: 7
// CHECK-NEXT:   asked 40, frames
static void runtime_helper(void)
{
    NOTED here = 7;
    with_full_stack(helper);
    event_count = 0;
    uint32_t limit = context->limit, pending = context->pending;
    hop_kill_defer_begin();
    printf("  after %s %lu, ran %d\n", limit_name(limit), (unsigned long)pending,
           helper_ran);
    hop_kill_defer_end();
    next();
    printf("not reached\n");
}

// The end of a cleanup delivers it, too, and the enclosing scope's cleanup runs.
// CHECK:      case 2
// CHECK-NEXT:   panic: stack overflow
// CHECK-NEXT:   events: 5 9
// CHECK-NEXT:   asked 40, frames
static void end_of_a_cleanup(void)
{
    NOTED outer = 9;
    {
        NOTED inner = 5;
        with_full_stack(helper);
    }
    note(99);
}

// CHECK:      case 3
// CHECK-NEXT:   panic: stack overflow
// CHECK-NEXT:   events:{{$}}
// CHECK-NEXT:   asked 30000
// CHECK-NEXT:   given up: reserve exhausted
static void too_large_for_the_reserve(void)
{
    NOTED here = 8;
    hop_kill_defer_begin();
    too_large();
    hop_kill_defer_end();
}

// The task is as new after all that.
// CHECK:      case 4
// CHECK-NEXT:   full, depth 0, pending 0
static void afterwards(void)
{
    printf("  %s, depth %lu, pending %lu\n", limit_name(context->limit),
           (unsigned long)context->depth, (unsigned long)context->pending);
    hop_panic("end");
}

// CHECK: done
const test_case cases[] = {deferred, runtime_helper, end_of_a_cleanup, too_large_for_the_reserve,
                           afterwards};
const unsigned case_count = sizeof cases / sizeof cases[0];
