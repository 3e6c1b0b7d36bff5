// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Event flags: which waits a set ends, in order of urgency, what it leaves, and what a wait returns.
#include "Inputs/interrupts.h"
#include "Inputs/tasks.h"

static struct hop_flags flags;

static struct {
    uint32_t bits;
    unsigned mode;
} wanted[TASK_COUNT];

// Notes 100 times its number, and the flags found, or the error.
static void await(void *argument)
{
    int number = (int)(intptr_t)argument;
    uint32_t bits = wanted[number].bits;
    int result = hop_flags_wait(&flags, &bits, wanted[number].mode);
    note(result ? result : 100 * number + (int)bits);
}

static void want(int number, uint32_t bits, unsigned mode, int above)
{
    wanted[number].bits = bits;
    wanted[number].mode = mode;
    start(number, await, above);
}

static void set(uint32_t bits)
{
    hop_flags_set(&flags, bits);
    note(-(int)hop_flags_get(&flags));
}

// One that clears leaves the flag cleared for those behind it, one that keeps does not; all of a set are waited for.
static void several(void)
{
    want(1, 1, HOP_FLAGS_ANY | HOP_FLAGS_KEEP, 4);
    want(2, 1 | 8, HOP_FLAGS_ANY, 3);
    want(3, 1, HOP_FLAGS_ANY, 2);
    want(4, 2 | 4, HOP_FLAGS_ALL, 1);
    set(1); // 1 keeps it, 2 has it, 3 does not
    set(2); // not all of what 4 waits for
    set(1); // 3
    set(1); // nobody
    set(4); // 4
    // CHECK: several: 101 201 0 -2 301 -2 -3 406 -1
    print_notes("several");
    // A set ends several waits at once, the most urgent first; each finds what it waits for, no more.
    want(1, 16 | 1, HOP_FLAGS_ALL | HOP_FLAGS_KEEP, 1), want(2, 16, HOP_FLAGS_ANY, 3), want(3, 32 | 64, HOP_FLAGS_ANY, 2);
    set(16 | 32);
    // CHECK-NEXT: at once: 216 332 -1
    print_notes("at once");
    set(16);
    // CHECK-NEXT: kept: 117 -17
    print_notes("kept");
}

// What is set already ends a wait at once; setting it again changes nothing. The result of a clear is all that was set.
static void set_before(void)
{
    hop_flags_clear(&flags, ~0u);
    set(6), set(4);
    want(1, 2 | 8, HOP_FLAGS_ANY, 1), want(2, 4, HOP_FLAGS_ALL, 1);
    set(7);
    note((int)hop_flags_clear(&flags, 2));
    note((int)hop_flags_clear(&flags, 0));
    note((int)hop_flags_clear(&flags, ~0u));
    note((int)hop_flags_get(&flags));
    // CHECK-NEXT: before: -6 -6 102 204 -7 7 5 5 0
    print_notes("before");
}

static int wait_with(uint32_t bits, unsigned mode, uint32_t milliseconds)
{
    uint32_t changed = bits;
    int result = hop_flags_timed_wait(&flags, &changed, mode, milliseconds);
    return changed == bits || result == HOP_OK ? result : 99;
}

// After an error the bits are as they were.
static void errors(void)
{
    note(wait_with(0, HOP_FLAGS_ANY, 1)), note(wait_with(1, 4, 1)), note(wait_with(1, ~0u, 1));
    note(wait_with(1, HOP_FLAGS_ANY, HOP_TIME_MAX + 1u)), note(wait_with(1, HOP_FLAGS_ANY, 0));
    set(1);
    note(wait_with(3, HOP_FLAGS_ALL, 2)), note(wait_with(1, HOP_FLAGS_ANY, 0));
    // CHECK-NEXT: errors: -1 -1 -1 -1 -3 -1 -3 0
    print_notes("errors");
}

ON_INTERRUPT_10()
{
    hop_flags_set(&flags, 1u << 31);
    note(hop_flags_get(&flags) == 0); // the task has it, though it has not run
}

static void from_handler(void)
{
    interrupts_enable();
    want(1, 1u << 31 | 1, HOP_FLAGS_ANY, 1);
    interrupt_raise(10);
    note(8);
    // CHECK-NEXT: handler: 1 -2147483548 8
    print_notes("handler");
}

int main(void)
{
    several();
    set_before();
    errors();
    from_handler();
    return 0;
}
