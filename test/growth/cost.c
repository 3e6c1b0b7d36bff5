// RUN: %clang_v7em -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang --target=thumbv7m -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The most instructions that a call on a new stacklet takes, there and back, more than the same call on a fixed stack:
// with the block that the task keeps; with one of the heap; and with one of the heap where another is given back. Each
// without and with arguments on the stack. libhop/README.md has the figures.
#include "../Inputs/counter.h"

#include <stdio.h>

enum { ROUNDS = 300 };

enum { KEPT, OF_HEAP, AND_GIVEN_BACK, FIGURES };

struct figure {
    const char *name;
    uint32_t allowed, worst;
};

// Calls without arguments on the stack, and with.
static struct figure figures[2][FIGURES] = {
    {{"with the block that is kept", 200, 0}, {"with a block of the heap", 400, 0}, {"and one given back", 620, 0}},
    {{"arguments, the block that is kept", 250, 0}, {"arguments, a block of the heap", 450, 0}, {"and one given back", 680, 0}},
};

static struct hop_task task;
static _Alignas(8) unsigned char stack[2048];
static uint32_t entered, left, plain[2];
static unsigned with_arguments;
static void *blocks[200];
static uint32_t state = 2463534242u;

static uint32_t next_random(uint32_t below)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state % below;
}

__attribute__((noinline)) static void callee(void (*inner)(void))
{
    entered = counter_read();
    char frame[1400];
    __asm volatile("" ::"r"(frame) : "memory");
    if (inner)
        inner();
    __asm volatile("" ::"r"(frame) : "memory");
    left = counter_read();
}

__attribute__((noinline)) static void callee_of_six(void (*inner)(void), int second, int third, int fourth, int fifth, int sixth)
{
    entered = counter_read();
    char frame[1400];
    __asm volatile("" ::"r"(frame), "r"(second + third + fourth + fifth + sixth) : "memory");
    if (inner)
        inner();
    __asm volatile("" ::"r"(frame) : "memory");
    left = counter_read();
}

// A compiler that knew the constants would pass none.
static void (*volatile hidden)(void (*)(void), int, int, int, int, int) = callee_of_six;

__attribute__((noinline)) static void deeper(void)
{
    char frame[1600];
    __asm volatile("" ::"r"(frame) : "memory");
}

__attribute__((noinline)) static uint32_t call(void (*inner)(void))
{
    uint32_t before = counter_read();
    if (with_arguments)
        hidden(inner, 2, 3, 4, 5, 6);
    else
        callee(inner);
    uint32_t after = counter_read();
    return counter_instructions(before, entered) + counter_instructions(left, after);
}

static void note(unsigned figure, uint32_t instructions)
{
    struct figure *it = &figures[with_arguments][figure];
    uint32_t more = instructions - plain[with_arguments];
    if (more > it->worst)
        it->worst = more;
}

// A heap with many blocks of all sizes, another one each time.
static void shuffle(void)
{
    for (unsigned i = 0; i < 40; i++) {
        void **block = &blocks[next_random(200)];
        hop_mem_free(*block);
        *block = *block ? NULL : hop_mem_alloc(next_random(1u << (1 + next_random(11))));
    }
}

static void measure(void *argument)
{
    (void)argument;
    for (unsigned i = 0; i < ROUNDS; i++) {
        shuffle();
        note(AND_GIVEN_BACK, call(deeper)); // the inner call's block is kept when the outer one returns
        uint32_t again = call(NULL);
        note(AND_GIVEN_BACK, again); // that of deeper is kept, and large enough
        note(KEPT, call(NULL));
    }
}

static void measure_once(void *argument)
{
    shuffle();
    note(OF_HEAP, call(NULL));
    (void)argument;
}

static void measure_plain(void *argument)
{
    (void)argument;
    plain[with_arguments] = call(NULL);
}

static void run(void (*entry)(void *), const struct hop_growth_ops *growth, void *where, size_t size)
{
    hop_task_create(&task, &(struct hop_task_config){.name = "task", .entry = entry, .stack = where, .stack_size = size,
                                                     .growth = growth, .priority = HOP_PRIORITY_MAIN + 1});
}

static void measure_all(void)
{
    static _Alignas(8) unsigned char large[5000];
    run(measure_plain, NULL, large, sizeof large);
    run(measure, &hop_growth, stack, 1280);
    for (unsigned i = 0; i < ROUNDS; i++)
        run(measure_once, &hop_growth, stack, 1280); // each life begins with no block
}

static unsigned tell(const struct figure *figure)
{
    printf("%-34s at most %u instructions, %u are documented\n", figure->name, (unsigned)figure->worst,
           (unsigned)figure->allowed);
    return figure->worst > figure->allowed || figure->worst == 0;
}

int main(void)
{
    unsigned over = 0;
    counter_start();
    hop_mem_free(hop_mem_alloc(1));
    for (with_arguments = 0; with_arguments < 2; with_arguments++) {
        measure_all();
        for (unsigned i = 0; i < FIGURES; i++)
            over += tell(&figures[with_arguments][i]);
    }
    // CHECK: over 0
    printf("over %u\n", over);
    return over != 0;
}
