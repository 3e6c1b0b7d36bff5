// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a task owns (hop/owned.h) goes with the dying instance when the next life begins (hop/instance.h): it is freed
// when the cleanups have run, not before, and what others give to the task meanwhile is the living one's.
#include "../Inputs/heap_in_use.h"
#include "Inputs/tasks.h"

#include <string.h>

enum { WORKER = 0, LIVES = 3 };

static _Alignas(8) unsigned char stacks[2][TASK_STACK];
static struct hop_instance slot;
static const struct hop_instances instances = {
    .ops = &hop_restart_concurrently, .slots = &slot, .count = 1, .priority = HOP_PRIORITY_MAIN + 1,
    .stacks = stacks, .stack_size = TASK_STACK};
static struct hop_supervision_state state;
static const struct hop_supervision plan = {.ops = &hop_supervise, .state = &state, .instances = &instances};

// Its content, and how much was freed for the dead.
void hop_panic_hook(const struct hop_panic_info *info)
{
    note(100 + info->blocks);
}

static void use(char **block)
{
    note(20 + **block);
    hop_mem_free(*block);
}

static char *own(int value)
{
    char *block = hop_mem_alloc_owned(40);
    *block = (char)value;
    return block;
}

static void live(void *unused)
{
    (void)unused;
    int life = (int)hop_task_generation(hop_task_self());
    note(10 + life);
    __attribute__((cleanup(use))) char *block = own(life);
    own(life), own(life);
    if (life < LIVES)
        hop_panic("life %d", life);
    hop_task_sleep(5);
}

int main(void)
{
    printf("begin\n"); // it has a buffer from here on
    size_t before = heap_in_use();
    int error = hop_task_create(&tasks[WORKER], &(struct hop_task_config){
        .name = "worker", .entry = live, .stack = stacks[0], .stack_size = TASK_STACK,
        .priority = HOP_PRIORITY_MAIN + 4, .supervision = &plan});
    int given = hop_mem_give(own(9), &tasks[WORKER]);
    int joined = hop_task_join(&tasks[WORKER]);
    // The second and the third life die in place, since the slot is not free yet: two blocks of each remain.
    // CHECK: owned: 10 11 21 102 12 22 102 13 20 102 23
    print_notes("owned");
    // CHECK-NEXT: 0 0 0, left 0
    printf("%d %d %d, left %d\n", error, given, joined, (int)(heap_in_use() - before));
    return 0;
}
