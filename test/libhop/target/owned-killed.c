// RUN: %clang --target=thumbv7m -Os %s -o %t.elf && %run --icount 7 --timeout 200 %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -Os %s -o %t.elf && %run --icount 7 --timeout 200 %t.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task is killed after every number of instructions of calls that allocate, resize, hand on and free blocks of its
// own, and at once where that is allowed; a handler that frees such a block interrupts each of them, too. The next life
// owns nothing, no block is lost, and none is freed twice. What is on its way when the task dies, its next life gets.
#include "../../Inputs/heap_in_use.h"
#include "../../Inputs/timer.h"

#include <hop/hop.h>
#include <stdio.h>
#include <string.h>

// Gives way to equals at the next switch, in a handler too.
void hop_sched_end_turn(void);

// In counts, a third of an instruction; the first ones are the way from main to the victim.
enum { TO_VICTIM = 600, STEP = 3, PLACES = 2 };

static struct hop_task victim, keeper;
static _Alignas(8) unsigned char victim_stack[2048], keeper_stack[1400];
static struct hop_channel channel;
static _Alignas(4) unsigned char channel_buffer[HOP_CHANNEL_BUFFER_SIZE(PLACES, sizeof(void *))];
static void (*volatile work)(void);
static void *volatile of_handler;
static volatile unsigned fired, handler_freed, lives, deaths, not_empty, freed, wrong, passes;

void hop_panic_hook(const struct hop_panic_info *info)
{
    deaths++;
    freed += info->blocks;
    wrong += info->reason != HOP_PANIC_KILLED || info->blocks_damaged;
}

void TIMER0_Handler(void)
{
    timer_acknowledge();
    fired++;
    handler_freed += of_handler != NULL;
    hop_mem_free(of_handler);
    of_handler = hop_mem_alloc_owned(40); // NULL: the heap is in use
    hop_sched_end_turn();
}

static void refill_handler(void)
{
    if (of_handler)
        return;
    void *block = hop_mem_alloc_owned(40);
    hop_mem_give(block, NULL);
    of_handler = block;
}

static void check(const char *block, char value, int size)
{
    for (int i = 0; i < size; i++)
        wrong += block[i] != value;
}

static void keep_one(void *block)
{
    if (hop_mem_give(block, &keeper) != HOP_OK)
        wrong++;
}

// What hop_task_kill_now may stop anywhere.
static void change_blocks(void)
{
    char *first = hop_mem_alloc_owned(30), *second = hop_mem_alloc_owned(60), *third = hop_mem_alloc_owned(30);
    if (!first || !second || !third)
        hop_panic("no memory");
    memset(first, 1, 30);
    memset(second, 2, 60);
    char *moved = hop_mem_resize(second, 300);
    check(first, 1, 30);
    check(moved, 2, 60);
    hop_mem_free(first);
    first = hop_mem_resize(moved, 20);
    keep_one(third);
    check(first, 2, 20);
    hop_mem_free(first);
}

// The channel has room for two, of which there is one; then it is empty, and the victim waits in vain.
static void hand_on(void)
{
    void *block = hop_mem_alloc_owned(50), *received = NULL;
    wrong += hop_mem_send(&channel, block) == HOP_INVALID;
    wrong += hop_mem_timed_receive(&channel, &received, 0) == HOP_INVALID;
    hop_mem_free(received);
}

static void hand_on_waiting(void)
{
    void *received = NULL;
    hop_mem_send(&channel, hop_mem_alloc_owned(50));
    hop_mem_send(&channel, hop_mem_alloc_owned(50));
    hop_mem_timed_send(&channel, hop_mem_alloc_owned(50), 1); // full, dies waiting or owns it
    while (hop_mem_timed_receive(&channel, &received, 0) == HOP_OK)
        hop_mem_free(received);
    hop_mem_receive(&channel, &received);
}

static void live(void *unused)
{
    void *received;
    (void)unused;
    not_empty += victim.runtime.owned != NULL;
    while (hop_mem_timed_receive(&channel, &received, 0) == HOP_OK)
        hop_mem_free(received);
    lives++;
    hop_task_yield(); // main has waited for this
    for (;; passes++)
        work();
}

static void keep(void *unused)
{
    (void)unused;
    for (;;)
        hop_task_sleep(1000);
}

static void create(struct hop_task *task, const char *name, void (*entry)(void *), void *stack, size_t size,
                   unsigned priority)
{
    hop_task_create(task, &(struct hop_task_config){
        .name = name, .entry = entry, .stack = stack, .stack_size = size, .priority = priority});
}

// It is more urgent.
static void empty_keeper(void)
{
    hop_task_kill(&keeper, "to free what it keeps");
    deaths--;
}

// Kills the victim after that many counts of its work.
static void kill_at(uint32_t counts, int (*kill)(struct hop_task *, const char *))
{
    unsigned was = lives, at = fired;
    timer_start(TO_VICTIM + counts);
    hop_task_yield(); // back by the handler, or the victim waits
    while (fired == at)
        ;
    kill(&victim, "at every instruction");
    while (lives == was)
        hop_task_yield();
    refill_handler();
}

static void sweep(const char *name, void (*what)(void), uint32_t counts,
                  int (*kill)(struct hop_task *, const char *))
{
    work = what;
    refill_handler();
    deaths = not_empty = freed = handler_freed = passes = 0;
    size_t before = heap_in_use();
    create(&victim, "victim", live, victim_stack, sizeof victim_stack, HOP_PRIORITY_MAIN);
    hop_task_yield();
    for (uint32_t i = 0; i < counts / STEP; i++) {
        kill_at(i * STEP, kill);
        if (i % 64 == 0)
            empty_keeper();
    }
    victim.outcome = HOP_OUTCOME_STOP;
    hop_task_kill(&victim, "the last time");
    hop_task_join(&victim);
    empty_keeper();
    printf("%s: missed %d, not empty %u, freed %d, by handlers %d, wrong %u, lost %d\n", name,
           (int)(counts / STEP + 1 - deaths), not_empty, freed > 100, handler_freed > 100, wrong,
           (int)(heap_in_use() - before));
    if (passes == 0)
        printf("%u counts are too few\n", (unsigned)counts);
}

int main(void)
{
    timer_enable();
    printf("begin\n");
    hop_channel_init(&channel, channel_buffer, PLACES, sizeof(void *));
    create(&keeper, "keeper", keep, keeper_stack, sizeof keeper_stack, HOP_PRIORITY_MAIN + 1);
    // CHECK:      changed, killed: missed 0, not empty 0, freed 1, by handlers 1, wrong 0, lost 0
    sweep("changed, killed", change_blocks, 15000, hop_task_kill);
    // CHECK-NEXT: changed, at once: missed 0, not empty 0, freed 1, by handlers 1, wrong 0, lost 0
    sweep("changed, at once", change_blocks, 15000, hop_task_kill_now);
    // CHECK-NEXT: handed on: missed 0, not empty 0, freed 1, by handlers 1, wrong 0, lost 0
    sweep("handed on", hand_on, 5000, hop_task_kill);
    // CHECK-NEXT: waiting: missed 0, not empty 0, freed 1, by handlers 1, wrong 0, lost 0
    sweep("waiting", hand_on_waiting, 9000, hop_task_kill);
    // CHECK-NOT: too few
    return 0;
}
