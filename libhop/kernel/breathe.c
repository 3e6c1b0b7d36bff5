// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each place for a task at work is a mutex: whoever waits for one lends its priority to
// whoever has it, and one whose owner has died is free. A task that finds none free waits
// for one of them, in turn, so that the waiting tasks spread over all.
#include "hop/breathe.h"

#include "hop/mutex.h"
#include "hop/stack.h"
#include "hop/task.h"
#include "kernel/sched.h"

_Static_assert(HOP_BREATHING_DEFAULT >= 1 && HOP_BREATHING_DEFAULT <= HOP_BREATHING_MAX, "hop/config.h");

static struct hop_mutex places[HOP_BREATHING_MAX];
static unsigned limit = HOP_BREATHING_DEFAULT;
static unsigned turn;

static bool is_taken(int result)
{
    return result == HOP_OK || result == HOP_OWNER_DIED;
}

// A plain counter: two tasks that meet in it wait for the same place.
static struct hop_mutex *next_place(void)
{
    unsigned number = turn < limit ? turn : 0;
    turn = number + 1;
    return &places[number];
}

// A kill ends a wait, once: then the task dies at the next call, or is in a region, where it is to work on what it has.
// A place whose owner waits for this task is none for it.
static struct hop_mutex *take_place(void)
{
    for (unsigned i = 0; i < limit; i++) {
        if (is_taken(hop_mutex_try_lock(&places[i])))
            return &places[i];
    }
    struct hop_mutex *place;
    int result;
    do {
        place = next_place();
        result = hop_mutex_lock(place);
        if (result == HOP_DEADLOCK)
            hop_task_sleep(1);
    } while (!is_taken(result));
    return place;
}

void hop_breathe(const struct hop_breathing *breathing)
{
    if (breathing->init)
        breathing->init(breathing->state);
    while (breathing->wait(breathing->state)) {
        struct hop_mutex *place = take_place();
        breathing->work(breathing->state);
        hop_stack_trim(); // before the next one takes as much
        hop_mutex_unlock(place);
    }
}

HOP_CHECKED int hop_breathing_limit(unsigned new_limit)
{
    if (new_limit == 0 || new_limit > HOP_BREATHING_MAX)
        return HOP_INVALID;
    limit = new_limit;
    return HOP_OK;
}
