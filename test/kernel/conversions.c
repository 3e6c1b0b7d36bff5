// RUN: %every_core -Os %s
// RUN: %every_core -Os --specs=nano.specs -u _printf_float %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Two tasks make numbers of text and text of numbers, and one preempts the other all the time: what newlib keeps of the
// one is not the other's. It outlives restarts, and is given back when the task ends.
#include "../Inputs/heap_in_use.h"
#include "Inputs/tasks.h"

#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 150, LIVES = 3, SHORT_LIVES = 20 };

static _Alignas(8) unsigned char stacks[2][4000];
static volatile int wrong, rounds;

static void convert(double value, const char *text)
{
    char buffer[40];
    snprintf(buffer, sizeof buffer, "%.3f", value);
    wrong += strcmp(buffer, text) != 0 || strtod(text, NULL) != value;
}

static void convert_often(void *unused)
{
    (void)unused;
    uint32_t wake = hop_time_ticks();
    for (int i = 0; i < ROUNDS / LIVES; i++, rounds++) {
        convert(123456.789, "123456.789");
        hop_task_sleep_until(&wake, 1);
    }
    if (hop_task_generation(hop_task_self()) < LIVES - 1)
        hop_panic("dies");
}

static void convert_meanwhile(void *unused)
{
    (void)unused;
    while (rounds < ROUNDS)
        convert(9.125, "9.125"), convert(2.5e20, "250000000000000000000.000");
}

// Each life ends with a long text in hand, which newlib has where it keeps the size of its memory.
static size_t grown;

static void convert_and_die(void *unused)
{
    static size_t early;
    char buffer[40];
    (void)unused;
    snprintf(buffer, sizeof buffer, "%.17g", 2.0 / 3);
    wrong += strcmp(buffer, "0.66666666666666663") != 0;
    uint32_t life = hop_task_generation(hop_task_self());
    if (life == LIVES)
        early = heap_in_use();
    if (life < SHORT_LIVES)
        hop_panic("dies");
    grown = heap_in_use() - early;
}

static void begin(int number, void (*entry)(void *), int above)
{
    hop_task_create(&tasks[number], &(struct hop_task_config){
        .name = "converts", .entry = entry, .stack = stacks[number], .stack_size = sizeof stacks[0],
        .priority = (unsigned)(HOP_PRIORITY_MAIN + above)});
}

int main(void)
{
    convert(1, "1.000");
    size_t before = heap_in_use();
    begin(0, convert_often, 2);
    begin(1, convert_meanwhile, 1);
    hop_task_join(&tasks[0]), hop_task_join(&tasks[1]);
    begin(0, convert_and_die, 1);
    hop_task_join(&tasks[0]);
    // CHECK: 150 rounds, 0 wrong, grown 0, left 0
    printf("%d rounds, %d wrong, grown %d, left %d\n", rounds, wrong, (int)grown, (int)(heap_in_use() - before));
    return 0;
}
