// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A breathing task that is killed while it waits for its place. In a region, where the kill waits, it still works on what its
// `wait` has taken; outside of one it dies before it takes anything else.
#include "Inputs/tasks.h"

#include <hop/breathe.h>

enum { HOG = 100 };

static int next, last;
static bool hog_waits;

static bool take(void *unused)
{
    (void)unused;
    if (next == last)
        return false;
    note(++next);
    return true;
}

static void work(void *unused)
{
    (void)unused;
    note(-next);
}

static bool take_once(void *taken)
{
    return !(*(bool *)taken) && (*(bool *)taken = true);
}

static void hog(void *unused)
{
    (void)unused;
    while (hog_waits)
        hop_task_sleep(1);
}

static const struct hop_breathing breathing = {.wait = take, .work = work};

static void breathe_in_region(void *unused)
{
    (void)unused;
    HOP_WITH_KILL_DEFERRED
        hop_breathe(&breathing);
    note(HOG);
}

static void breathe(void *unused)
{
    (void)unused;
    hop_breathe(&breathing);
    note(HOG);
}

static void breathe_as_hog(void *unused)
{
    bool taken = false;
    (void)unused;
    hop_breathe(&(struct hop_breathing){.wait = take_once, .work = hog, .state = &taken});
}

static void kill_one_that_waits(const char *name, void (*entry)(void *))
{
    next = 0;
    last = 2;
    hog_waits = true;
    start(0, breathe_as_hog, 1);
    start(1, entry, 1);
    hop_task_kill(&tasks[1], "on purpose");
    hop_task_sleep(3);
    hog_waits = false;
    hop_task_join(&tasks[1]);
    hop_task_join(&tasks[0]);
    print_notes(name);
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    (void)info;
}

int main(void)
{
    hop_breathing_limit(1);
    // CHECK: region: 1 -1 2 -2{{( 100)?$}}
    kill_one_that_waits("region", breathe_in_region);
    // CHECK-NEXT: alone: 1{{$}}
    kill_one_that_waits("alone", breathe);
    return 0;
}
