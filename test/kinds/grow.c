// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every kind of function is run on a stack that grows, with ever more of it to begin
// with, so that each call of it comes to be the one that goes on in other memory. Each
// life must have the right result, write no byte below the zones of what it began with,
// and hold exactly that again once it waits.
//
// Prints for each kind how many lives took memory of the heap.
#include "../Inputs/heap_in_use.h"
#include "squeeze.h"

#include <hop/hop.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEP = 8, STACK_MAX = 4096, GUARD = 256, FILL = 0xA5, ENOUGH = 4, LIMIT = 65536, STACK_TAKEN = 280, LEAST = 232 };

static struct {
    unsigned char guard[GUARD];
    _Alignas(8) unsigned char stack[STACK_MAX];
} memory;

static struct hop_task task;
static const struct kind *current;
static volatile int result, ended;

// Each call of the life itself is on a stacklet then.
extern char __hop_stress_growth[] __attribute__((weak));
static char *const volatile is_stressed = __hop_stress_growth;
static struct hop_stack_stats stats;
volatile int zero;

void hop_panic_hook(const struct hop_panic_info *info)
{
    hop_panic_report(info);
    exit(EXIT_FAILURE);
}

// The kernel's calls are to fit on the stack that the task begins with; the kinds then
// begin with little of it left.
NOINLINE static void run_below(const char *taken)
{
    volatile char below[STACK_TAKEN];
    below[zero] = *taken;
    result = current->run() + below[zero];
}

// What it has left it keeps until it waits.
static void life(void *argument)
{
    (void)argument;
    run_below("");
    hop_task_sleep(2); // at least one switch
    hop_stack_stats(hop_task_self(), &stats);
    ended = 1;
}

static void fail(const char *what, unsigned size)
{
    printf("%s: %s with %u bytes of stack (result %d, held %u)\n", current->name, what, size, result,
           (unsigned)stats.held);
    exit(EXIT_FAILURE);
}

// A frame of an exception is all that may be below the leaf zone; below that is the
// reserve, which only what dies may use.
static int wrote_into_reserve(void)
{
    for (const unsigned char *byte = memory.guard; byte < memory.stack + HOP_RESERVE_DEFAULT; byte++) {
        if (*byte != FILL) {
            return 1;
        }
    }
    return 0;
}

// How often the stack was extended.
static unsigned live(unsigned size)
{
    memset(&task, 0, sizeof task);
    memset(&memory, FILL, sizeof memory);
    result = ended = 0;
    size_t before = heap_in_use();
    int error = hop_task_create(&task, &(struct hop_task_config){
        .name = current->name, .entry = life, .stack = memory.stack, .stack_size = size,
        .growth = &hop_growth, .stack_limit = LIMIT,
        .priority = HOP_PRIORITY_MAIN + 1, .restart = HOP_RESTART_NEVER});
    if (error != 0) {
        fail("no task", size);
    }
    while (!ended) {
        hop_task_sleep(1);
    }
    if (result != current->result) {
        fail("wrong result", size);
    }
    if (stats.held != size && !is_stressed) {
        fail("holds more than its stack", size);
    }
    if (heap_in_use() != before) {
        fail("the heap has less than before", size);
    }
    if (wrote_into_reserve()) {
        fail("went deeper than the zones", size);
    }
    return stats.extensions;
}

static void grow(void)
{
    unsigned extended = 0, whole = 0;
    for (unsigned size = HOP_STACK_MIN_GROWING + LEAST; whole < ENOUGH && size <= STACK_MAX; size += STEP) {
        unsigned extensions = live(size);
        extended += extensions != 0;
        whole += extensions == 0;
    }
    printf("%s: %u lives took more stack\n", current->name, extended);
}

int main(void)
{
    printf("%s", ""); // what stdio keeps for good
    for (current = kinds; current->name != NULL; current++) {
        grow();
    }
    printf("all kinds right\n");
    return EXIT_SUCCESS;
}
