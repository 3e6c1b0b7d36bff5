// RUN: %clang_v7em_hf -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a dying task takes for each frame that it leaves: one that saves few registers, many, FP registers too, or has a large
// frame, without cleanups; and one with a cleanup, from the end of that of the frame below to its own beginning. Two
// functions take turns, so that each frame is looked for, but in a recursion. The index has the functions of a
// program with printf, so that the search is as long as in one. libhop/README.md has the figures.
//
// CHECK: within what is documented
#include "../../Inputs/counter.h"

#include <stdio.h>
#include <string.h>

enum { FRAMES = 64, STACK = 16384 };

struct figure {
    const char *name;
    void (*descend)(int depth);
    uint32_t allowed, per_frame;
};

static struct hop_task task;
static _Alignas(8) unsigned char stack[STACK];
static uint32_t panicked, landed, cleanup_ended, pad_worst;
static bool of_pads;
static void (*volatile descend)(int depth);

// Only calls by pointer: nothing is inlined, and each function has a frame.
#define CALL(next, depth)                                                                                              \
    do {                                                                                                               \
        if (depth == 0) {                                                                                              \
            panicked = counter_read();                                                                                 \
            hop_panic("measured");                                                                                     \
        }                                                                                                              \
        next(depth - 1);                                                                                               \
    } while (0)

// `name` and another function of the same body, each the other's `next`.
#define PAIR(name, ...)                                                                                                \
    static void name##_other(int depth);                                                                               \
    static void (*volatile name##_first)(int depth);                                                                   \
    static void (*volatile name##_second)(int depth) = name##_other;                                                   \
    static void name(int depth)                                                                                        \
    {                                                                                                                  \
        void (*next)(int depth) = name##_second;                                                                       \
        __VA_ARGS__;                                                                                                   \
    }                                                                                                                  \
    static void name##_other(int depth)                                                                                \
    {                                                                                                                  \
        void (*next)(int depth) = name##_first;                                                                        \
        __VA_ARGS__;                                                                                                   \
    }                                                                                                                  \
    static void (*volatile name##_first)(int depth) = name

static void recursion(int depth)
{
    CALL(descend, depth);
    __asm volatile("" ::: "r4");
}

static void clean_up(int *unused)
{
    uint32_t now = counter_read();
    (void)unused;
    if (of_pads && cleanup_ended != 0) {
        uint32_t taken = counter_instructions(cleanup_ended, now);
        pad_worst = taken > pad_worst ? taken : pad_worst;
    }
    cleanup_ended = counter_read();
}

PAIR(few_registers, CALL(next, depth); __asm volatile("" ::: "r4"));
PAIR(many_registers, CALL(next, depth); __asm volatile("" ::: "r4", "r5", "r6", "r7", "r8", "r9", "r10", "r11"));
PAIR(fp_registers, CALL(next, depth); __asm volatile("" ::: "r4", "d8", "d9", "d10", "d11"));
PAIR(large_frame, char bytes[160]; __asm volatile("" ::"r"(bytes) : "memory", "r4", "r5"); CALL(next, depth);
     __asm volatile("" ::"r"(bytes) : "memory"));
PAIR(with_cleanup, __attribute__((cleanup(clean_up))) int guard = depth; CALL(next, depth);
     __asm volatile("" ::"r"(guard)));

static void note_end(int *unused)
{
    (void)unused;
    landed = counter_read();
}

static void die(void *argument)
{
    __attribute__((cleanup(note_end))) int guard = 0;
    cleanup_ended = 0;
    descend((int)(intptr_t)argument);
    __asm volatile("" ::"r"(guard));
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    if (info->reclaimed)
        hop_panic_report(info);
}

static uint32_t unwind(int depth)
{
    hop_task_create(&task, &(struct hop_task_config){
        .name = "dies", .entry = die, .argument = (void *)(intptr_t)depth, .stack = stack, .stack_size = sizeof stack,
        .priority = HOP_PRIORITY_MAIN + 1, .restart = HOP_RESTART_NEVER});
    return counter_instructions(panicked, landed);
}

static struct figure figures[] = {
    {"frame of a recursion that saves r4, lr", recursion, 270, 0},
    {"frame that saves r4, lr", few_registers, 365, 0},
    {"frame that saves r4-r11, lr", many_registers, 415, 0},
    {"frame that saves r4, lr, d8-d11", fp_registers, 500, 0},
    {"frame of 160 bytes that saves r4, r5, lr", large_frame, 515, 0},
    {"frame with a cleanup, less the cleanup", with_cleanup, 1320, 0},
};

int main(void)
{
    unsigned count = sizeof figures / sizeof figures[0];
    bool within = true;
    counter_start();
    for (unsigned i = 0; i < count; i++) {
        descend = figures[i].descend;
        of_pads = i + 1 == count;
        uint32_t one = unwind(1);
        figures[i].per_frame = of_pads ? 0 : (unwind(1 + FRAMES) - one + FRAMES - 1) / FRAMES;
    }
    unwind(FRAMES);
    figures[count - 1].per_frame = pad_worst;
    for (unsigned i = 0; i < count; i++) {
        printf("%s: %u instructions\n", figures[i].name, (unsigned)figures[i].per_frame);
        within = within && figures[i].per_frame > 0 && figures[i].per_frame <= figures[i].allowed;
    }
    printf("%s what is documented\n", within ? "within" : "more than");
    return within ? 0 : 1;
}
