// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// FP registers and FPSCR across the way to a stacklet and back: arguments in s0-s15, results in s0-s3, what the caller
// keeps in s16-s31, and its rounding mode, which callees see and may change. Another task does the same with other
// values and preempts; frames are stored lazily all the time.
//
// RUN: %clang_v7em_hf -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -O0 %s -o %t.elf -Wl,--defsym=__hop_stress_growth=1 && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang --target=thumbv8m.main-none-eabihf -mcpu=cortex-m33 -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang --target=thumbv8.1m.main-none-eabihf -mcpu=cortex-m55 -O2 %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
//
// CHECK: 0 of 400 wrong, extended at least 400 times, preempted yes
// Row 49 of test/kernel/README.md.

#include <hop/hop.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>

#define NOINLINE __attribute__((noinline))

struct four {
    float a, b, c, d;
};

enum { ROUNDS = 200, ROUND_MASK = 3 << 22 };

static struct hop_task tasks[2];
static _Alignas(8) unsigned char stacks[2][1500];
static volatile int zero;
// Both tasks count, and preempt each other: atomic, or a round is lost and main waits for it forever.
static atomic_int wrong, rounds, switches, last;
static uint32_t extensions;

static uint32_t status(void)
{
    uint32_t value;
    __asm volatile("vmrs %0, fpscr" : "=r"(value));
    return value;
}

static void set_mode(uint32_t mode)
{
    uint32_t value = (status() & ~(uint32_t)ROUND_MASK) | mode;
    __asm volatile("vmsr fpscr, %0" ::"r"(value) : "memory");
}

// Takes a stacklet each time: more than what is left of the stack object.
NOINLINE static struct four deep(float a, float b, float c, float d, float e, float f, float g, float h, float i, float j,
                                 float k, float l, float m, float n, float o, float p, uint32_t mode)
{
    volatile char frame[1200];
    frame[zero] = 1;
    int is_wrong = (status() & ROUND_MASK) != mode;
    for (volatile int wait = 0; wait < 30; wait++) {
    }
    set_mode(mode ^ ROUND_MASK);
    return (struct four){a + b * 2 + c * 3 + d * 4 + is_wrong, e + f * 2 + g * 3 + h * 4, i + j * 2 + k * 3 + l * 4,
                         m + n * 2 + o * 3 + p * 4 + (frame[zero] - 1)};
}

static void check(float start, uint32_t mode, int self)
{
    // In s16-s31 across the call.
    float kept[8];
    for (int i = 0; i < 8; i++)
        kept[i] = start * (float)(i + 3) + (float)zero;
    set_mode(mode);
    float s = start;
    struct four r = deep(s, s + 1, s + 2, s + 3, s + 4, s + 5, s + 6, s + 7, s + 8, s + 9, s + 10, s + 11, s + 12, s + 13,
                         s + 14, s + 15, mode);
    int is_wrong = (status() & ROUND_MASK) != (mode ^ ROUND_MASK);
    set_mode(0);
    is_wrong |= r.a != 10 * s + 20 || r.b != 10 * s + 60 || r.c != 10 * s + 100 || r.d != 10 * s + 140;
    for (int i = 0; i < 8; i++)
        is_wrong |= kept[i] != start * (float)(i + 3);
    wrong += is_wrong;
    switches += last != self;
    last = self;
    rounds++;
}

static void run(void *argument)
{
    struct hop_stack_stats stats;
    int self = argument == &tasks[1];
    for (int i = 0; i < ROUNDS; i++) {
        check((float)(i % 50 + self * 64), (uint32_t)(i % 4) << 22, self);
        if (i % (3 + self) == 0)
            hop_task_sleep(self ? 3 : 1);
    }
    hop_stack_stats(&tasks[self], &stats);
    extensions += stats.extensions;
}

int main(void)
{
    for (int i = 0; i < 2; i++)
        hop_task_create(&tasks[i], &(struct hop_task_config){
            .name = "task", .entry = run, .argument = &tasks[i], .stack = stacks[i], .stack_size = sizeof stacks[i],
            .growth = &hop_growth, .priority = HOP_PRIORITY_MAIN + 1 + (unsigned)i, .restart = HOP_RESTART_NEVER});
    while (rounds < 2 * ROUNDS)
        hop_task_sleep(5);
    hop_task_sleep(5);
    printf("%d of %d wrong, extended %s 400 times, preempted %s\n", wrong, rounds, extensions >= 400 ? "at least" : "below",
           switches > 8 ? "yes" : "no");
    return 0;
}
