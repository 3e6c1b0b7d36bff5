// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The runtime under a kernel that is not libhop's and stores registers on the tasks' stacks: a task that overflows is
// unwound through its cleanups, which give back its lock, loses the block that it owns, and is restarted, over and over,
// with switches everywhere; so is one
// that overflows in a section with interrupts masked, after that section. Others keep their registers, FP registers
// included, and errno and the numbers that they convert. No switch stores anything where an unwinding has its
// state, not even where cleanups have used up the reserve.
//
// RUN: sh %S/Inputs/on-cores.sh %prefix %t %s %S/Inputs/foreign.c %prefix/share/hop/port/bare/libc.c
//
// CHECK:      lock given back 40 of 40 times
// CHECK-NEXT: masked: 40 sections begun, 40 ended, behind them 0
// CHECK-NEXT: steady: right
// CHECK-NEXT: conversions: 400, wrong 0, errno of another task 0
// CHECK-NEXT: blocks left 0
// CHECK-NEXT: switches: enough, overruns 0, unwinder stack kept
#include "Inputs/foreign.h"

#include <hop/boot.h>
#include <hop/owned.h>
#include <errno.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

#define LIMIT (*(volatile uint32_t *)0x20000000)

enum { RUNS = 40, CONVERSIONS = 200 };

static struct foreign_task overflows, is_masked, is_steady, converts[2];
static _Alignas(8) char stack1[1400], stack2[1400], stack3[3000], converts_stack[2][3000];
static volatile bool is_locked;
static volatile uint32_t taken, given, begun, ended, behind;
static volatile uint32_t converted[2], converted_wrong, errno_of_other; // one each: an increment may be preempted

void hop_panic_hook(const struct hop_panic_info *info)
{
    if (info->reclaimed)
        hop_panic_report(info);
}

static int descend(int depth)
{
    volatile char frame[40];
    frame[depth % 40] = 1;
    return depth ? descend(depth - 1) + frame[depth % 40] : 0;
}

// Switches where a cleanup has used up the reserve, from within the leaf zone.
__attribute__((noinline)) static int yield_deep(void)
{
    volatile char frame[48];
    frame[0] = 0;
    foreign_yield();
    return frame[0];
}

static int use_up(void)
{
    volatile char frame[40];
    frame[0] = 0;
    return (uintptr_t)frame < LIMIT + 16 ? yield_deep() : use_up() + frame[0];
}

static void give(int *unused)
{
    (void)unused;
    use_up();
    given++;
    is_locked = false;
}

static void overflow(void *unused)
{
    (void)unused;
    while (overflows.restarts == RUNS)
        foreign_yield();
    __attribute__((cleanup(give))) int guard = 0;
    taken++;
    hop_mem_alloc_owned(100);
    is_locked = true;
    descend(100000);
}

// Into the reserve.
static int dive(uintptr_t limit)
{
    volatile char frame[40];
    frame[0] = 1;
    return (uintptr_t)frame < limit - 60 ? 0 : dive(limit) + frame[0];
}

static void overflow_masked(void *unused)
{
    (void)unused;
    while (is_masked.restarts == RUNS)
        foreign_yield();
    foreign_section_enter();
    begun++;
    dive(is_masked.runtime.limit);
    ended++;
    foreign_section_leave();
    for (volatile int i = 0; i < 300; i++) // switches, with a kill that waits
        ;
    descend(1);
    behind++;
}

// All registers that calls keep, and more.
static bool compute(float seed, uint32_t bits)
{
    volatile float f = seed;
    volatile uint32_t u = bits;
    float a = f, b = a + 1, c = b + 1, d = c + 1, e = d + 1, g = e + 1, h = g + 1, k = h + 1;
    uint32_t r = u, s = r * 3, t = s * 3, v = t * 3, w = v * 3, x = w * 3;
    for (volatile int i = 0; i < 200; i++)
        __asm volatile("" : "+r"(r), "+r"(s), "+r"(t), "+r"(v), "+r"(w), "+r"(x));
    return a + b + c + d + e + g + h + k == 8 * f + 28 && r + s + t + v + w + x == u * 364;
}

static void convert(void *task)
{
    int which = task == &converts[1], own = which + 1;
    for (int i = 0; i < CONVERSIONS; i++) {
        char digits[32];
        double number = own * 1000 + i * 1.1e-7;
        errno = own;
        snprintf(digits, sizeof digits, "%.17g", number);
        converted_wrong += strtod(digits, NULL) != number;
        errno_of_other += errno != own;
        converted[which]++;
    }
}

static bool is_busy(void)
{
    return overflows.restarts < RUNS || is_masked.restarts < RUNS ||
           converted[0] < CONVERSIONS || converted[1] < CONVERSIONS;
}

static void check(void *unused)
{
    (void)unused;
    bool right = true;
    for (uint32_t i = 0; is_busy(); i++)
        right = right && compute((float)(i % 1000), i);
    int left = 1;
    for (int i = 0; left != 0 && i < 100; i++) { // until the others have ended
        foreign_yield();
        left = (int)mallinfo().uordblks;
    }
    printf("lock given back %u of %u times\n", (unsigned)given, (unsigned)taken);
    printf("masked: %u sections begun, %u ended, behind them %u\n", (unsigned)begun, (unsigned)ended, (unsigned)behind);
    printf("steady: %s\n", right && !is_locked ? "right" : "wrong");
    printf("conversions: %u, wrong %u, errno of another task %u\n", (unsigned)(converted[0] + converted[1]), (unsigned)converted_wrong,
           (unsigned)errno_of_other);
    printf("blocks left %d\n", left);
    printf("switches: %s, overruns %u, unwinder stack %s\n", foreign_switches > 200 ? "enough" : "too few",
           (unsigned)foreign_overruns, foreign_unwinder_free != 0 ? "kept" : "too small");
    exit(0);
}

void hop_boot_start(void)
{
    foreign_create(&overflows, "overflows", overflow, stack1, sizeof stack1);
    foreign_create(&is_masked, "masked", overflow_masked, stack2, sizeof stack2);
    foreign_create(&is_steady, "steady", check, stack3, sizeof stack3);
    for (int i = 0; i < 2; i++)
        foreign_create(&converts[i], "converts", convert, converts_stack[i], sizeof converts_stack[i]);
    foreign_start();
}

int main(void)
{
    return 1;
}
