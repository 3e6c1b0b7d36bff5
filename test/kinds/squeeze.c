// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every kind of function is run with ever more stack, from too little for its task to
// begin to far more than it takes. Each life must end in one of two ways: a panic, or the
// right result without a byte written deeper than the zones allow. The zones are exact:
// nothing interrupts, so that whoever writes below limit - small - leaf is the function.
// A helper of the compiler is never stopped: its life may return and then die.
//
// Prints for each kind the least stack that was enough, and how many lives died before.
#include "squeeze.h"

#include <hop/hop.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEP = 8, STACK_MAX = 20480, GUARD = 4096, FILL = 0xA5, ENOUGH = 24, STACK_TAKEN = 264 };

static struct {
    unsigned char guard[GUARD];
    _Alignas(8) unsigned char stack[STACK_MAX];
} memory;

static struct hop_task task;
static const struct kind *current;
static volatile int returned, result;
static volatile unsigned panics, unwound;
static volatile uintptr_t died_at;
volatile int zero;

void hop_panic_hook(const struct hop_panic_info *info)
{
    panics++;
    unwound += info->reclaimed == NULL;
    died_at = info->sp;
}

// The smallest stack that libhop accepts would be enough for most kinds.
static void life(void *argument)
{
    volatile char taken[STACK_TAKEN];
    taken[zero] = argument != NULL;
    result = current->run() + taken[zero];
    returned = 1;
}

// The lowest address that was written, from `from` on.
static const unsigned char *lowest_touched(const unsigned char *from)
{
    const unsigned char *end = memory.stack + STACK_MAX;
    while (from < end && *from == FILL) {
        from++;
    }
    return from;
}

// The lowest SP that a function may have left when it returned, or called the one that did not fit.
// Dying itself goes into the reserve.
static int went_too_deep(void)
{
    const unsigned char *deepest = memory.stack + HOP_STACK_OVERHEAD - HOP_ZONE_SMALL - HOP_ZONE_LEAF;
    return panics ? died_at < (uintptr_t)deepest : lowest_touched(memory.stack) < deepest;
}

static void fail(const char *what, unsigned size)
{
    printf("%s: %s with %u bytes of stack (returned %d, result %d)\n", current->name, what, size, returned, result);
    exit(EXIT_FAILURE);
}

// Whether `size` bytes were enough.
static int live(unsigned size)
{
    memset(&task, 0, sizeof task);
    memset(&memory, FILL, sizeof memory);
    returned = result = 0;
    panics = unwound = 0;
    int error = hop_task_create(&task, &(struct hop_task_config){
        .name = current->name, .entry = life, .stack = memory.stack, .stack_size = size,
        .priority = HOP_PRIORITY_MAIN + 1, .restart = HOP_RESTART_NEVER});
    if (error != 0) {
        fail("no task", size);
    }
    if (lowest_touched(memory.guard) < memory.stack) {
        fail("wrote below its stack", size);
    }
    if (panics != unwound) {
        fail("died without being unwound", size);
    }
    if (panics > 1 || (panics == 0 && !returned)) {
        fail("neither returned nor died once", size);
    }
    if (returned && result != current->result) {
        fail("wrong result", size);
    }
    if (!current->extends && went_too_deep()) {
        fail("went deeper than the zones", size);
    }
    return panics == 0;
}

static void squeeze(void)
{
    unsigned died = 0, least = 0, right = 0;
    for (unsigned size = HOP_STACK_MIN; right < ENOUGH; size += STEP) {
        if (size > STACK_MAX) {
            fail("never enough", size);
        }
        if (live(size)) {
            least = right++ == 0 ? size - HOP_STACK_OVERHEAD - STACK_TAKEN : least;
        } else if (right > 0) {
            fail("more stack was not enough", size);
        } else {
            died++;
        }
    }
    printf("%s: died %u times, then %u bytes were enough\n", current->name, died, least);
}

int main(void)
{
    *(volatile uint32_t *)0xE000E010 = 0; // no tick
    for (current = kinds; current->name != NULL; current++) {
        squeeze();
    }
    printf("all kinds right\n");
    return EXIT_SUCCESS;
}
