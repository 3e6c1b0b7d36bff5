// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A block that is given back is given back: neither an overflow nor a kill stops the call that does it, whatever the
// stack has left. It died at the entry of free before, and what it was to free was nobody's.
//
// RUN: %every_core -Os -I %S/../../Inputs %s
#include <hop/hop.h>

#include <heap_in_use.h>
#include <stdio.h>
#include <stdlib.h>

enum { BLOCKS = 60, SMALLEST = HOP_STACK_MIN, STEP = 8, STACKS = 40 };

struct block {
    struct block *next;
    char content[20];
};

static struct block *list;
static void (*give)(void *);
static struct hop_task task;
static _Alignas(8) unsigned char stack[SMALLEST + STEP * STACKS];

static unsigned deaths;

void hop_panic_hook(const struct hop_panic_info *info)
{
    (void)info;
    deaths++;
}

// Each level takes a block off the list, which then is nobody else's.
__attribute__((noinline)) static unsigned give_all(void)
{
    struct block *first = list;
    if (first == NULL)
        return 0;
    list = first->next;
    give(first);
    unsigned given = give_all() + 1;
    __asm__ volatile("" ::: "memory"); // a recursion, not a loop
    return given;
}

static void give_recursively(void *unused)
{
    (void)unused;
    give_all();
}

// In the moment in which it is called, a kill is pending.
static void give_killed(void *unused)
{
    (void)unused;
    struct block *first = list;
    list = first->next;
    hop_kill_defer_begin();
    int result = hop_task_kill(&task, "killed");
    (void)result;
    hop_kill_defer_end();
    give(first);
    hop_task_yield();
    puts("still alive");
}

static void make_list(unsigned blocks)
{
    for (; blocks > 0; blocks--) {
        struct block *made = hop_mem_alloc(sizeof *made);
        made->next = list;
        list = made;
    }
}

static unsigned length(void)
{
    unsigned length = 0;
    for (const struct block *block = list; block != NULL; block = block->next)
        length++;
    return length;
}

static void clear_list(void)
{
    while (list != NULL) {
        struct block *first = list;
        list = first->next;
        hop_mem_free(first);
    }
}

// Runs it until it has died; true: what is on the list is all that is left.
static bool is_exact(void (*entry)(void *), size_t stack_size)
{
    deaths = 0;
    size_t before = heap_in_use();
    make_list(1);
    size_t each = heap_in_use() - before;
    make_list(BLOCKS - 1);
    struct hop_task_config config = {.name = "giver",
                                     .entry = entry,
                                     .stack = stack,
                                     .stack_size = stack_size,
                                     .priority = HOP_PRIORITY_MAIN + 1,
                                     .restart = HOP_RESTART_NEVER};
    if (hop_task_create(&task, &config) != HOP_OK || hop_task_join(&task) != HOP_OK)
        return false;
    bool exact = heap_in_use() - before == length() * each;
    bool gave = length() < BLOCKS;
    clear_list();
    return exact && gave && deaths == 1;
}

// CHECK:      {{^}}free: wrong 0 of 41
// CHECK-NEXT: hop_mem_free: wrong 0 of 41
int main(void)
{
    void (*const ways[])(void *) = {free, hop_mem_free};
    const char *const names[] = {"free", "hop_mem_free"};
    for (unsigned way = 0; way < 2; way++) {
        unsigned wrong = 0, lives = 0;
        give = ways[way];
        for (; lives < STACKS; lives++)
            wrong += !is_exact(give_recursively, SMALLEST + STEP * lives);
        wrong += !is_exact(give_killed, sizeof stack);
        printf("%s: wrong %u of %u\n", names[way], wrong, lives + 1);
    }
}
