// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// _Unwind_Backtrace names every call from the innermost one to main, once, on a fixed stack and across stacklets;
// what it tells of each frame is what the frame itself knows. A trace function that has enough ends it.
//
// RUN: %every_core -Os -Wall -Werror %s
//
// CHECK:      end of stack: third second first main
// CHECK-NEXT: frames agree 4 of 4
// CHECK-NEXT: failure: third second
// CHECK-NEXT: {{[2-9]}} stacklets, end of stack: third second first grows
// CHECK-NEXT: frames agree 4 of 4
#include <hop/hop.h>
#include <hop/stack.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unwind.h>

#define FRAMES 8

static struct {
    uintptr_t function, ip, sp, cfa;
} seen[FRAMES];
static unsigned seen_count, enough;

// SP of each function of the way, as it knows itself.
static uintptr_t known_sp[FRAMES];
static unsigned known_count;

static void third(int depth);
static void second(int depth);
static void first(int depth);
static void grows(void *argument);
int main(void);

#define KNOW_FRAME() __asm volatile("mov %0, sp" : "=r"(known_sp[known_count++]))

static _Unwind_Reason_Code trace(struct _Unwind_Context *context, void *argument)
{
    unsigned *count = argument;
    if (*count < FRAMES) {
        seen[*count].function = _Unwind_GetRegionStart(context);
        seen[*count].ip = _Unwind_GetIP(context);
        seen[*count].sp = _Unwind_GetGR(context, 13);
        seen[*count].cfa = _Unwind_GetCFA(context);
    }
    ++*count;
    return *count == enough ? _URC_FAILURE : _URC_NO_REASON;
}

static const char *name_of(uintptr_t function)
{
    static const struct {
        const char *name;
        uintptr_t address;
    } names[] = {{"third", (uintptr_t)third}, {"second", (uintptr_t)second}, {"first", (uintptr_t)first},
                 {"main", (uintptr_t)main},   {"grows", (uintptr_t)grows}};
    for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++)
        if ((names[i].address & ~(uintptr_t)1) == function)
            return names[i].name;
    return NULL;
}

static void show(_Unwind_Reason_Code code)
{
    printf("%s:", code == _URC_END_OF_STACK ? "end of stack" : "failure");
    for (unsigned i = 0; i < seen_count && i < FRAMES; i++)
        if (name_of(seen[i].function))
            printf(" %s", name_of(seen[i].function));
    printf("\n");
}

// The innermost is seen first, and was entered last. On one part of a stack the end of a frame is its caller's SP.
static void compare(unsigned frames, bool is_one_part)
{
    unsigned agree = 0;
    for (unsigned i = 0; i < frames; i++) {
        uintptr_t sp = known_sp[frames - 1 - i];
        bool ends = !is_one_part || i + 1 == frames || seen[i].cfa == known_sp[frames - 2 - i];
        agree += seen[i].sp == sp && seen[i].cfa > sp && seen[i].cfa - sp < 700 && ends &&
                 seen[i].ip > seen[i].function && seen[i].ip - seen[i].function < 0x200;
    }
    printf("frames agree %u of %u\n", agree, frames);
}

__attribute__((noinline)) static void third(int depth)
{
    KNOW_FRAME();
    seen_count = 0;
    _Unwind_Reason_Code code = _Unwind_Backtrace(trace, &seen_count);
    struct hop_stack_stats stats;
    if (hop_stack_stats(hop_task_self(), &stats) == HOP_OK)
        printf("%u stacklets, ", (unsigned)stats.extensions);
    show(code);
    __asm volatile("" : : "r"(depth));
}

__attribute__((noinline)) static void second(int depth)
{
    char bytes[600];
    KNOW_FRAME();
    memset(bytes, depth, sizeof bytes);
    third(depth);
    __asm volatile("" : : "r"(bytes) : "memory");
}

__attribute__((noinline)) static void first(int depth)
{
    char bytes[600];
    KNOW_FRAME();
    memset(bytes, depth, sizeof bytes);
    second(depth);
    __asm volatile("" : : "r"(bytes) : "memory");
}

static void grows(void *argument)
{
    known_count = 0;
    KNOW_FRAME();
    first(2);
    compare(4, false);
    __asm volatile("" : : "r"(argument));
}

int main(void)
{
    static alignas(8) unsigned char stack[HOP_STACK_MIN_GROWING + 128];
    static struct hop_task task;
    const struct hop_task_config config = {
        .name = "grows", .entry = grows, .stack = stack, .stack_size = sizeof stack,
        .priority = HOP_PRIORITY_MAIN + 1, .restart = HOP_RESTART_NEVER, .growth = &hop_growth,
    };
    KNOW_FRAME();
    first(1);
    compare(4, true);
    known_count = 1;
    enough = 2;
    first(1);
    enough = 0;
    return hop_task_create(&task, &config);
}
