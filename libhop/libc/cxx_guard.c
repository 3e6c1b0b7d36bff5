// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Guards of C++ local statics (C++ ABI for Arm, 3.2.3.3): a word whose bit 0 says that the object has been
// constructed. Before that the bits above are the number of a place, from 1, whose mutex is held while it is constructed.
//
// A task that comes second waits for that mutex, and looks again. A task that dies meanwhile gives it back, by
// __cxa_guard_abort or with all its other ones, and the next constructs the object anew. There are a few places, so that
// tasks that construct different objects need not wait for each other: one may wait for the other. A static that
// needs itself for its construction overflows the stack, like any endless recursion.
#include "kernel/recursive.h"

#include <stdint.h>

enum { CONSTRUCTED = 1, PLACES = 4 };

int __cxa_guard_acquire(volatile uint32_t *guard);
void __cxa_guard_release(volatile uint32_t *guard);
void __cxa_guard_abort(volatile uint32_t *guard);

static struct hop_recursive_mutex places[PLACES];

static unsigned place_of(const volatile uint32_t *guard)
{
    return (*guard >> 1) - 1;
}

// That of the object, if there is one; else one that is free, if it is still when it is acquired; else any.
static unsigned choose(const volatile uint32_t *guard)
{
    unsigned place = place_of(guard);
    for (unsigned i = 0; i < PLACES && place >= PLACES; i++) {
        if (!places[i].mutex.owner)
            place = i;
    }
    return place < PLACES ? place : (uintptr_t)guard / sizeof *guard % PLACES;
}

static void acquire_place(struct hop_recursive_mutex *place)
{
    if (hop_recursive_reenter(place))
        return;
    int result = hop_mutex_acquire(&place->mutex);
    if (result != HOP_OK && result != HOP_OWNER_DIED)
        hop_panic("local static: tasks wait for each other");
    place->depth = 1;
}

static void leave_place(unsigned place)
{
    if (hop_recursive_leave(&places[place]))
        hop_mutex_release(&places[place].mutex);
}

// Whether the caller, who has the place, is to construct: nobody has, and nobody does in another place.
static bool claim(volatile uint32_t *guard, unsigned place)
{
    hop_sched_suspend();
    bool is_ours = *guard == 0 || ((*guard & CONSTRUCTED) == 0 && place_of(guard) == place);
    if (is_ours)
        *guard = (place + 1) << 1;
    hop_sched_resume();
    return is_ours;
}

// 1: the caller constructs the object and then releases or aborts.
HOP_CHECKED int __cxa_guard_acquire(volatile uint32_t *guard)
{
    while ((*guard & CONSTRUCTED) == 0) {
        unsigned place = choose(guard);
        acquire_place(&places[place]);
        if (claim(guard, place))
            return 1;
        leave_place(place);
    }
    return 0;
}

HOP_CHECKED void __cxa_guard_release(volatile uint32_t *guard)
{
    unsigned place = place_of(guard);
    *guard = CONSTRUCTED;
    leave_place(place);
}

HOP_CHECKED void __cxa_guard_abort(volatile uint32_t *guard)
{
    leave_place(place_of(guard));
}
