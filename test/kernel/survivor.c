// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is committed (hop/survivor.h) outlives restarts, and resets where it is to; what is not whole is not taken for a
// value; a scope that is left early commits nothing; of two instances the living one has the say.
//
// RUN: %every_core -Os -I %libhop -Wl,--defsym=__hop_fatal_action=1 %s
//
// CHECK:      run 1: reset 0, restart 0
// CHECK-NEXT: none: 0, 77
// CHECK-NEXT: first: 1, 5 five
// CHECK-NEXT: wrapped: 1 after 4294967295, 6
// CHECK-NEXT: damaged: 4294967295, 5
// CHECK-NEXT: both damaged: 0, 77
// CHECK-NEXT: any memory: 0, 77
// CHECK-NEXT: cleared: 0, anew 1
// CHECK-NEXT: scopes: 3 commits, 111
// CHECK-NEXT: lives: -1 0 1 1 3
// CHECK-NEXT: instances: -9, generation 1, 10
// CHECK-NEXT: any value: 1
// CHECK:      run 2: reset 2, 42 kept
// CHECK-NEXT: restart 0
#include "panic/checksum.h"

#include <hop/hop.h>
#include <stdio.h>
#include <string.h>

void hop_fatal(const char *reason, uintptr_t pc); // libhop's own

// Not a multiple of 4: what pads it is not part of it.
struct value {
    int number;
    char text[5];
} __attribute__((packed));

HOP_SURVIVOR_OF_RESET(kept, struct value);
HOP_SURVIVOR(value, struct value);
HOP_SURVIVOR(counter, int);
HOP_SURVIVOR(shared, int);

void hop_panic_hook(const struct hop_panic_info *info)
{
    (void)info;
}

static void print(const char *name)
{
    struct value read = {77, "none"};
    unsigned generation = (unsigned)hop_survivor_read(&value, &read);
    printf("%s: %u, %d", name, generation, read.number);
    printf(generation == 1 ? " %s\n" : "\n", read.text);
}

static int number_of(const struct hop_survivor *survivor)
{
    int number = -1;
    hop_survivor_read(survivor, &number);
    return number;
}

// As if it had been committed as often as that.
static void set_generation(struct hop_survivor_head *head, uint32_t generation)
{
    const uint32_t *words = (const uint32_t *)(head + 1);
    head->checksum = hop_checksum_words(hop_checksum_add(HOP_CHECKSUM_OF_NONE, generation), words, words + 3, UINT32_MAX);
    head->generation = generation;
}

static void wrap(struct hop_survivor_head *head)
{
    set_generation(head, UINT32_MAX);
    hop_survivor_commit(&value, &(struct value){6, "six"});
    struct value read = {0};
    unsigned generation = (unsigned)hop_survivor_read(&value, &read);
    printf("wrapped: %u after %u, %d\n", generation, (unsigned)head->generation, read.number);
}

static void damage(struct hop_survivor_head *head)
{
    ((char *)(head + 1))[4] ^= 4;
}

static void copies(void)
{
    print("none");
    hop_survivor_commit(&value, &(struct value){5, "five"});
    print("first");
    wrap(value.heads[0]);
    damage(value.heads[1]);
    print("damaged");
    damage(value.heads[0]);
    print("both damaged");
    memset((void *)value.heads[0], 0xa5, sizeof value_home);
    print("any memory");
    hop_survivor_clear(&value);
    struct value none = {0};
    unsigned cleared = (unsigned)hop_survivor_read(&value, &none);
    hop_survivor_commit(&value, &none);
    printf("cleared: %u, anew %u\n", cleared, (unsigned)hop_survivor_read(&value, &none));
}

static void add(int much, bool returns)
{
    HOP_WITH_SURVIVOR(&counter, int, count) {
        *count += much;
        if (returns)
            return;
        if (much > 100)
            break;
        if (much == 10)
            continue;
    }
}

static void scopes(void)
{
    add(1, false), add(10, false), add(1000, false), add(5, true), add(100, false);
    int count;
    unsigned commits = (unsigned)hop_survivor_read(&counter, &count);
    printf("scopes: %u commits, %d\n", commits, count);
}

static struct hop_task task;
static _Alignas(8) unsigned char stacks[2][2560];

// The third dies in the scope.
static void lives(void *unused)
{
    (void)unused;
    uint32_t generation = hop_task_generation(&task);
    printf(generation < 4 ? "%d " : "%d\n", number_of(&counter));
    HOP_WITH_SURVIVOR(&counter, int, count) {
        *count = (int)generation;
        if (generation == 2)
            hop_panic("in a scope");
    }
    if (generation < 4)
        hop_panic("restart");
}

static int refused;

static void commits_late(int *unused)
{
    (void)unused;
    refused = hop_survivor_clear(&shared);
    if (refused == HOP_KILLED)
        refused = hop_survivor_commit(&shared, &(int){99});
}

static void is_replaced(void *unused)
{
    (void)unused;
    __attribute__((cleanup(commits_late), unused)) int guard = 0;
    hop_survivor_clear(&shared);
    if (hop_task_generation(&task) == 0)
        hop_panic("replaced");
    hop_survivor_commit(&shared, &(int){10});
    hop_task_sleep(20);
    hop_task_exit();
}

static void tasks(void)
{
    static struct hop_instance dying[1];
    static struct hop_supervision_state state;
    static const struct hop_instances instances = {
        .ops = &hop_restart_concurrently, .slots = dying, .count = 1, .priority = 17, .stacks = stacks,
        .stack_size = sizeof stacks[0]};
    static const struct hop_supervision plan = {.ops = &hop_supervise, .state = &state, .instances = &instances};
    struct hop_task_config config = {.name = "task", .entry = lives, .stack = stacks[0], .stack_size = sizeof stacks[0],
                                     .priority = 20};
    printf("lives: ");
    hop_survivor_clear(&counter);
    hop_task_create(&task, &config);
    hop_task_join(&task);
    config.entry = is_replaced;
    config.supervision = &plan;
    hop_task_create(&task, &config);
    hop_task_join(&task);
    int last;
    unsigned generation = (unsigned)hop_survivor_read(&shared, &last);
    printf("instances: %d, generation %u, %d\n", refused, generation, last);
}

// One with the checksum of its generation alone is a value like any other.
static void any_value(void)
{
    const uint32_t inverse = 899433627u; // of the checksum's factor
    int number = 0;
    hop_survivor_commit(&counter, &number);
    uint32_t alone = hop_checksum_add(HOP_CHECKSUM_OF_NONE, hop_survivor_read(&counter, &number) + 1);
    number = (int)(alone ^ alone * inverse);
    hop_survivor_commit(&counter, &number);
    printf("any value: %d\n", number_of(&counter) == number);
}

int main(void)
{
    struct value before = {0};
    unsigned generation = (unsigned)hop_survivor_read(&kept, &before);
    if (generation == 0) {
        printf("run 1: reset 0, restart %u\n", (unsigned)hop_survivor_read(&value, &before));
        copies();
        scopes();
        tasks();
        any_value();
        hop_survivor_commit(&kept, &(struct value){41, "kept"});
        hop_survivor_commit(&kept, &(struct value){42, "kept"});
        hop_fatal("the end", 0);
    }
    printf("run 2: reset %u, %d %s\n", generation, before.number, before.text);
    printf("restart %u\n", (unsigned)hop_survivor_read(&value, &before));
    return 0;
}
