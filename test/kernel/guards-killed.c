// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A scope that is killed as it ends ends once: hop_task_kill_now strikes in the call that lets the killer run. Neither
// is the end of the scope taken for one too many, which was a panic in a cleanup, or fatal, nor does it undo what an outer scope has
// done. A kill that waits until the scope ends does not keep it from ending.
#include "Inputs/tasks.h"

enum { VICTIM, KILLER };

static struct hop_softlock softlock;
static struct hop_mutex places[2];
static struct hop_rwlock lock = HOP_RWLOCK(places);
static void (*scope)(void);
static volatile bool is_at_once;
static volatile int reclaimed;

void hop_panic_hook(const struct hop_panic_info *info)
{
    reclaimed += info->reclaimed != NULL;
}

static void strike(void)
{
    if (is_at_once)
        hop_task_kill_now(&tasks[VICTIM], "at once");
    else
        hop_task_kill(&tasks[VICTIM], "at the next call");
}

static void kill_when_notified(void *unused)
{
    (void)unused;
    hop_notification_wait();
    strike();
}

// Comes to read when the victim's inner scope gives its place back.
static void kill_when_reading(void *unused)
{
    (void)unused;
    hop_rwlock_read_lock(&lock);
    hop_rwlock_unlock(&lock);
    strike();
}

static void drain(struct hop_softlock *unused)
{
    (void)unused;
}

static void suspended(void)
{
    HOP_WITH_PREEMPTION_SUSPENDED {
        hop_task_notify(&tasks[KILLER]);
    }
    hop_task_sleep(1);
}

static void with_softlock(void)
{
    HOP_WITH_SOFTLOCK(&softlock, drain) {
        hop_task_notify(&tasks[KILLER]);
    }
    hop_task_sleep(1);
}

static void kills_itself(void)
{
    HOP_WITH_SOFTLOCK(&softlock, drain) {
        hop_task_kill(hop_task_self(), "itself");
    }
    hop_task_sleep(1);
}

static void note_readers(int *unused)
{
    (void)unused;
    note(places[0].owner == &tasks[VICTIM] || places[1].owner == &tasks[VICTIM]);
}

static void reads_twice(void)
{
    HOP_WITH_READ_LOCK(&lock) {
        __attribute__((cleanup(note_readers))) int guard = 0;
        HOP_WITH_READ_LOCK(&lock) {
            start(KILLER, kill_when_reading, 2);
        }
        hop_task_sleep(1);
    }
}

static void note_end(int *unused)
{
    (void)unused;
    note(hop_preemption_is_suspended());
    note(softlock.held);
}

static void victim(void *unused)
{
    (void)unused;
    __attribute__((cleanup(note_end))) int guard = 0;
    scope();
    note(99);
}

static void try_it(const char *name, void (*function)(void))
{
    for (int i = 0; i < 2; i++) {
        scope = function;
        is_at_once = i == 1;
        if (function != reads_twice)
            start(KILLER, kill_when_notified, 2);
        start(VICTIM, victim, 1);
        hop_task_join(&tasks[VICTIM]);
        note(hop_rwlock_try_write_lock(&lock));
        hop_rwlock_unlock(&lock);
        hop_task_kill(&tasks[KILLER], "over");
        hop_task_join(&tasks[KILLER]);
    }
    print_notes(name);
}

int main(void)
{
    // CHECK: suspended: 0 0 0 0 0 0
    try_it("suspended", suspended);
    // CHECK-NEXT: soft-lock: 0 0 0 0 0 0
    try_it("soft-lock", with_softlock);
    // CHECK-NEXT: kills itself: 0 0 0 0 0 0
    try_it("kills itself", kills_itself);
    // CHECK-NEXT: reads twice: 1 0 0 0 1 0 0 0
    try_it("reads twice", reads_twice);
    // CHECK-NEXT: reclaimed 0
    printf("reclaimed %d\n", reclaimed);
    return 0;
}
