// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a dead task owned is freed and told, whatever became of its cleanups; what it had freed or handed on is not. A
// block is freed once, by whoever does it first. Each case is a life of the same task, which finds the heap as it was.
//
// RUN: %every_core -Os %s
// RUN: %clang_v7em_hf -O0 %s -o %t.elf && %run %t.elf 2>&1 | FileCheck %s
#include "../../Inputs/heap_in_use.h"

#include <hop/hop.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

static struct hop_task task, other;
static _Alignas(8) unsigned char stack[4096], other_stack[2048];
static size_t before;
static void *volatile kept;
static void *volatile blocks[4];

void hop_panic_hook(const struct hop_panic_info *info)
{
    printf("  '%s': %u freed, %u bytes, damaged %d, skipped %d, given up %d; left %d\n", info->text, info->blocks,
           (unsigned)info->block_bytes, info->blocks_damaged, info->skipped, info->reclaimed != NULL,
           (int)(heap_in_use() - before));
    fflush(stdout);
    if (info->blocks == 3 || info->blocks_damaged)
        hop_panic_report(info);
}

static void release(void **block)
{
    hop_mem_free(*block);
}
#define HELD __attribute__((cleanup(release), unused)) void *

// CHECK:      case 0
// CHECK-NEXT:   'with cleanups': 0 freed, 0 bytes, damaged 0, skipped 0, given up 0; left 0
NOINLINE static void with_cleanups(void)
{
    HELD first = hop_mem_alloc_owned(100);
    HELD second = hop_mem_alloc_owned(10);
    hop_panic("with cleanups");
}

// CHECK-NEXT: case 1
// CHECK-NEXT:   'without': 3 freed, 184 bytes, damaged 0, skipped 0, given up 0; left 0
// CHECK-NEXT: hop: panic: without in task 'task'
// CHECK-NEXT: hop:   called from
// CHECK-NEXT: hop:   freed 3 blocks of 184 bytes{{$}}
// CHECK-NEXT: hop:   task restarted
static void without_cleanups(void)
{
    blocks[0] = hop_mem_alloc_owned(100);
    blocks[1] = hop_mem_alloc_owned(0);
    blocks[2] = hop_mem_alloc_owned(20);
    memset(blocks[0], 1, hop_mem_usable_size(blocks[0]));
    memset(blocks[1], 1, hop_mem_usable_size(blocks[1]));
    memset(blocks[2], 1, hop_mem_usable_size(blocks[2]));
    hop_panic("without");
}

NOINLINE static void fault_with_block(void)
{
    HELD block = hop_mem_alloc_owned(50);
    kept = block;
    __asm volatile("udf #1");
}

// CHECK-NEXT: case 2
// CHECK-NEXT:   'undefined instruction': 1 freed, 72 bytes, damaged 0, skipped 1, given up 0; left 0
static void passed_over(void)
{
    HELD outer = hop_mem_alloc_owned(70); // its cleanup runs
    fault_with_block();
    kept = outer;
}

static void fail(int *unused)
{
    (void)unused;
    hop_panic("in a cleanup");
}

// CHECK-NEXT: case 3
// CHECK-NEXT:   'first': 1 freed, 88 bytes, damaged 0, skipped 0, given up 1; left 0
static void given_up(void)
{
    HELD outer = hop_mem_alloc_owned(70);
    __attribute__((cleanup(fail), unused)) int bad = 0;
    HELD inner = hop_mem_alloc_owned(30); // its cleanup runs
    hop_panic("first");
}

static void work_other(void *unused)
{
    (void)unused;
    hop_mem_free(blocks[1]);
    hop_task_sleep(1000);
}

static void run_other(void)
{
    hop_task_create(&other, &(struct hop_task_config){
        .name = "other", .entry = work_other, .stack = other_stack, .stack_size = sizeof other_stack, .priority = 25,
        .restart = HOP_RESTART_NEVER});
}

static void end_other(void)
{
    hop_task_kill(&other, "no more");
    hop_task_join(&other);
}

// The first, the last and one in between leave the list, by their owner and by another task.
// CHECK-NEXT: case 4
// CHECK-NEXT:   'no more': 0 freed, 0 bytes, damaged 0, skipped 0, given up 0; left 56
// CHECK-NEXT:   'freed by others': 1 freed, 56 bytes, damaged 0, skipped 0, given up 0; left 0
static void freed_by_others(void)
{
    for (int i = 0; i < 4; i++)
        blocks[i] = hop_mem_alloc_owned(40);
    free(blocks[3]);
    run_other();
    hop_mem_free(blocks[0]);
    end_other();
    hop_panic("freed by others");
}

// CHECK-NEXT: case 5
// CHECK-NEXT:   to nobody: 0, to another: 0, back: 0
// CHECK-NEXT:   'no more': 1 freed, 56 bytes, damaged 0, skipped 0, given up 0; left 168
// CHECK-NEXT:   to the dead: -9, never begun: -9, of malloc: -1, alive: 0
// CHECK-NEXT:   'given away': 2 freed, 112 bytes, damaged 0, skipped 0, given up 0; left 56
static void given_away(void)
{
    static struct hop_task never;
    blocks[1] = NULL;
    run_other();
    void *one = hop_mem_alloc_owned(40), *two = hop_mem_alloc_owned(40), *three = hop_mem_alloc_owned(40);
    kept = hop_mem_alloc_owned(40);
    printf("  to nobody: %d, to another: %d, ", hop_mem_give(kept, NULL), hop_mem_give(one, &other));
    hop_mem_give(two, &other);
    printf("back: %d\n", hop_mem_give(two, &task));
    end_other();
    void *plain = malloc(10);
    printf("  to the dead: %d, never begun: %d, of malloc: %d, alive: %d\n", hop_mem_give(three, &other),
           hop_mem_give(three, &never), hop_mem_give(plain, &task), hop_mem_give(three, &task));
    free(plain);
    hop_panic("given away");
}

// The block that was nobody's is still there, and is claimed.
// CHECK-NEXT: case 6
// CHECK-NEXT:   claimed: 0
// CHECK-NEXT:   'claimed': 1 freed, 56 bytes, damaged 0, skipped 0, given up 0; left 0
static void claimed(void)
{
    printf("  claimed: %d\n", hop_mem_give(kept, &task));
    hop_panic("claimed");
}

static char *checked_resize(char *block, size_t size, const char *text)
{
    block = realloc(block, size);
    printf(" %s", block && !strcmp(block, text) && hop_mem_usable_size(block) >= size ? "right" : "WRONG");
    return block;
}

// In place, larger and smaller; moved, which a block behind it sees to; neighbours in the list stay.
// CHECK-NEXT: case 7
// CHECK-NEXT:   resized: right right right right, too large: 0
// CHECK-NEXT:   'resized': 3 freed, {{[0-9]+}} bytes, damaged 0, skipped 0, given up 0; left 0
// CHECK:      hop:   task restarted
static void resized(void)
{
    blocks[0] = hop_mem_alloc_owned(40);
    char *block = hop_mem_alloc_owned(40);
    strcpy(block, "text");
    printf("  resized:");
    block = checked_resize(block, 200, "text");
    block = checked_resize(block, 20, "text");
    blocks[1] = hop_mem_alloc_owned(100);
    void *behind = malloc(400);
    block = checked_resize(block, 300, "text");
    block = checked_resize(block, 5, "text");
    printf(", too large: %d\n", realloc(block, 0x3effffff) != NULL || realloc(block, SIZE_MAX - 4) != NULL);
    free(behind);
    hop_panic("resized");
}

// CHECK-NEXT: case 8
// CHECK-NEXT:   too much: 0
// CHECK-NEXT:   'out of memory: 50331648 bytes': 1 freed, 32 bytes, damaged 0, skipped 0, given up 0; left 0
static void no_memory_left(void)
{
    kept = hop_mem_alloc_owned(10);
    printf("  too much: %d\n", hop_mem_alloc_owned(0x3000000) != NULL || hop_mem_alloc_owned(SIZE_MAX) != NULL);
    hop_mem_require(true);
    kept = hop_mem_alloc_owned(0x3000000);
}

// CHECK-NEXT: case 9
// CHECK-NEXT:   'heap: block freed twice': 1 freed, 32 bytes,
static void freed_twice(void)
{
    kept = hop_mem_alloc_owned(10);
    void *block = hop_mem_alloc_owned(100);
    hop_mem_free(block);
    hop_mem_free(block);
}

// CHECK-NEXT: case 10
// CHECK-NEXT:   'heap: not a sound block': 0 freed, 0 bytes,
static void given_what_is_none(void)
{
    hop_mem_give((char *)stack + 16, &task);
}

// CHECK-NEXT: case 11
// CHECK-NEXT:   'heap: not a sound block': 1 freed, 32 bytes, damaged 1, skipped 0, given up 0; left 0
// CHECK:      hop:   freed 1 block of 32 bytes
// CHECK-NEXT: hop:   a block that it owned was overwritten, older ones are lost
static void overwritten(void)
{
    blocks[0] = hop_mem_alloc_owned(10);
    blocks[1] = hop_mem_alloc_owned(60);
    blocks[2] = hop_mem_alloc_owned(10);
    memset(blocks[1], 2, hop_mem_usable_size(blocks[1]) + 4);
    before += 32 + 80; // the first two stay for ever
    hop_mem_free(blocks[1]);
}

// CHECK: done
static void (*const cases[])(void) = {with_cleanups, without_cleanups, passed_over, given_up, freed_by_others, given_away,
    claimed, resized, no_memory_left, freed_twice, given_what_is_none, overwritten};

static void live(void *unused)
{
    unsigned number = hop_task_generation(&task);
    (void)unused;
    if (number == sizeof cases / sizeof *cases) {
        printf("done\n");
        exit(0);
    }
    printf("case %u\n", number);
    cases[number]();
    hop_panic("came back");
}

int main(void)
{
    printf("begin %.1f\n", 0.5); // the C library has allocated what it keeps
    free(malloc(1));
    before = heap_in_use();
    hop_task_create(&task, &(struct hop_task_config){
        .name = "task", .entry = live, .stack = stack, .stack_size = sizeof stack, .priority = HOP_PRIORITY_MAIN + 1});
    for (;;)
        hop_task_sleep(1000);
}
