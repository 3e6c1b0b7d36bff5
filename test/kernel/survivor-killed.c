// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A kill at every instruction of a commit: the next life reads what was committed last, whole, and it is never older
// than the last commit that has come back. The same holds for a handler and for another task, which the writer
// interrupts anywhere, also where it forgets the value first.
//
// RUN: %clang_v7em_hf -Os -I %libhop %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang --target=thumbv7m -O2 -I %libhop %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
//
// CHECK: kills before, in and after a commit: some some some, half-way some
// CHECK-NEXT: reads of the next life, of a handler, of another task: 2600 2600 2600, wrong 0 0 0
// CHECK-NEXT: reads of what is forgotten and committed anew: torn 0
#include "Inputs/dual_timer.h"

#include <hop/hop.h>

#include <stdio.h>
#include <stdlib.h>

enum { COUNTS = 2600, WORDS = 7 };

struct value {
    uint32_t words[WORDS];
};
HOP_SURVIVOR(value, struct value);

static struct hop_task writer, killer, committer;
static struct hop_semaphore go = HOP_SEMAPHORE(0, 1);
static volatile uint32_t began, ended; // the commit with this number
static volatile uint32_t counts;       // until the interrupt
enum phase { BEFORE, DURING, AFTER };
static volatile enum phase phase;
static volatile unsigned kills[3], half_way;
enum reader { NEXT_LIFE, HANDLER, OTHER };
static volatile unsigned reads[3], wrong[3];

static void fill(struct value *filled, uint32_t number)
{
    for (uint32_t i = 0; i < WORDS; i++)
        filled->words[i] = number * 2654435761u + i;
}

// The generation is the number of the commit. Returns it.
static uint32_t check(enum reader reader)
{
    struct value read = {{0}}, right = {{0}};
    uint32_t least = ended;
    uint32_t generation = hop_survivor_read(&value, &read);
    if (generation != 0)
        fill(&right, generation);
    bool is_right = generation >= least && generation <= began;
    for (uint32_t i = 0; i < WORDS; i++)
        is_right = is_right && read.words[i] == right.words[i];
    reads[reader]++;
    wrong[reader] += !is_right;
    return generation;
}

static void commit(uint32_t number)
{
    struct value next;
    fill(&next, number);
    began = number;
    phase = DURING;
    hop_survivor_commit(&value, &next);
    phase = AFTER;
    ended = number;
}

void DUALTIMER_Handler(void)
{
    dual_timer_acknowledge();
    if (writer.state == HOP_TASK_READY)
        check(HANDLER);
    hop_semaphore_give(&go);
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    if (info->reason != HOP_PANIC_KILLED)
        hop_panic_report(info);
}

static void kill_writer(void *unused)
{
    (void)unused;
    while (counts < COUNTS) {
        hop_semaphore_take(&go);
        kills[phase]++;
        half_way += phase == DURING && (!value.heads[0]->generation || !value.heads[1]->generation);
        hop_task_kill_now(&writer, "killed");
    }
}

// The first life has nothing to read, the last is not killed.
static void write_and_die(void *unused)
{
    (void)unused;
    uint32_t number = counts > 0 ? check(NEXT_LIFE) : 0;
    if (counts == COUNTS)
        return;
    began = ended = number;
    phase = BEFORE;
    dual_timer_start(++counts);
    commit(number + 1);
    for (;;)
        ;
}

static volatile bool forgets;

static void commit_anew(uint32_t number)
{
    struct value next;
    fill(&next, number);
    hop_survivor_clear(&value);
    hop_survivor_commit(&value, &next);
}

// One to three commits, with both copies and back.
static void commit_some(void *unused)
{
    (void)unused;
    for (;;) {
        hop_semaphore_take(&go);
        if (forgets) {
            commit_anew(counts);
            continue;
        }
        for (uint32_t i = 0; i <= counts % 3; i++)
            commit(ended + 1);
    }
}

static void read_interrupted(void)
{
    for (counts = 1; counts <= COUNTS; counts++) {
        dual_timer_start(counts);
        check(OTHER);
        while (DUAL_TIMER->control != 0)
            ;
    }
}

// Both times the survivor begins in the same state.
static unsigned read_anew(void)
{
    unsigned torn = 0;
    forgets = true;
    for (counts = 1; counts <= COUNTS; counts++) {
        struct value read = {{0}};
        commit_anew(0);
        dual_timer_start(counts);
        hop_survivor_read(&value, &read);
        while (DUAL_TIMER->control != 0)
            ;
        for (uint32_t i = 0; i < WORDS; i++) {
            if (read.words[i] != read.words[0] + i) {
                torn++;
                break;
            }
        }
    }
    return torn;
}

static const char *some(unsigned count)
{
    return count ? "some" : "none";
}

int main(void)
{
    static _Alignas(8) unsigned char stacks[3][2048];
    *(volatile uint32_t *)0xe000e100 = 1 << 10;
    hop_task_create(&killer, &(struct hop_task_config){.name = "killer", .entry = kill_writer, .stack = stacks[0],
        .stack_size = sizeof stacks[0], .priority = 30});
    hop_task_create(&writer, &(struct hop_task_config){.name = "writer", .entry = write_and_die, .stack = stacks[1],
        .stack_size = sizeof stacks[1], .priority = 20});
    hop_task_join(&writer);
    hop_task_create(&committer, &(struct hop_task_config){.name = "committer", .entry = commit_some, .stack = stacks[2],
        .stack_size = sizeof stacks[2], .priority = 20});
    read_interrupted();
    printf("kills before, in and after a commit: %s %s %s, half-way %s\n", some(kills[BEFORE]), some(kills[DURING]),
           some(kills[AFTER]), some(half_way));
    printf("reads of the next life, of a handler, of another task: %u %u %u, wrong %u %u %u\n", reads[NEXT_LIFE],
           reads[HANDLER], reads[OTHER], wrong[NEXT_LIFE], wrong[HANDLER], wrong[OTHER]);
    printf("reads of what is forgotten and committed anew: torn %u\n", read_anew());
    return 0;
}
