// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reader/writer lock: readers together, a writer alone, in order of priority, and whoever is inside as urgent as who
// waits for it. Deaths give it back.
#include "Inputs/tasks.h"

static struct hop_mutex places[3];
static struct hop_rwlock lock = HOP_RWLOCK(places);
static struct hop_semaphore go = HOP_SEMAPHORE(0, 10);
static volatile int readers, writers, most_readers, wrong;
static volatile long copies[3];

void hop_panic_hook(const struct hop_panic_info *info)
{
    (void)info;
    note(70);
}

// Each notes its number as it enters, and leaves when it is let go.

static void read_it(void *number)
{
    wrong += hop_rwlock_read_lock(&lock) != HOP_OK;
    note((int)(intptr_t)number);
    hop_semaphore_take(&go);
    wrong += hop_rwlock_unlock(&lock) != HOP_OK;
}

static void write_it(void *number)
{
    wrong += hop_rwlock_write_lock(&lock) != HOP_OK;
    note(10 + (int)(intptr_t)number);
    hop_semaphore_take(&go);
    wrong += hop_rwlock_unlock(&lock) != HOP_OK;
}

static void let_go(int count)
{
    for (int i = 0; i < count; i++)
        hop_semaphore_give(&go);
}

static int state(void)
{
    int result = hop_rwlock_try_write_lock(&lock);
    if (result == HOP_OK || result == HOP_OWNER_DIED)
        hop_rwlock_unlock(&lock);
    return result;
}

static void order(void)
{
    start(1, read_it, 1), start(2, read_it, 1);
    note(state());
    // A writer, and readers that come after it: by priority, in order among equals.
    start(3, write_it, 1), start(4, read_it, 1), start(5, write_it, 2), start(6, read_it, 2);
    note(hop_rwlock_try_read_lock(&lock));
    note(0);
    // The readers leave; 3 has the gate, 5 and 6 are more urgent than 4.
    let_go(2);
    let_go(4);
    // CHECK: order: 1 2 -2 -2 0 13 15 6 4
    print_notes("order");
    // CHECK-NEXT: free 0, wrong 0
    printf("free %d, wrong %d\n", state(), wrong);
}

// A reader too many waits for one that is inside.
static void places_taken(void)
{
    for (int i = 1; i <= 4; i++)
        start(i, read_it, 1);
    note(hop_rwlock_timed_read_lock(&lock, 2));
    let_go(4);
    // CHECK-NEXT: places: 1 2 3 -3 4
    print_notes("places");
}

static void timeouts(void)
{
    start(1, read_it, 1);
    uint32_t begin = hop_time_ticks();
    note(hop_rwlock_timed_write_lock(&lock, 3));
    note((int)(hop_time_ticks() - begin));
    note(hop_rwlock_timed_read_lock(&lock, 3));
    note(hop_rwlock_unlock(&lock));
    note(hop_rwlock_unlock(&lock));
    let_go(1);
    start(2, write_it, 1);
    begin = hop_time_ticks();
    note(hop_rwlock_timed_write_lock(&lock, 2));
    note(hop_rwlock_timed_read_lock(&lock, 2));
    note((int)(hop_time_ticks() - begin));
    note(hop_rwlock_timed_write_lock(&lock, 0));
    note(hop_rwlock_timed_write_lock(&lock, HOP_TIME_MAX + 1u));
    note(hop_rwlock_timed_read_lock(&lock, HOP_TIME_MAX + 1u));
    let_go(1);
    // CHECK-NEXT: timeouts: 1 -3 3 0 0 -6 12 -3 -3 4 -3 -1 -1
    print_notes("timeouts");
    struct hop_rwlock none;
    // CHECK-NEXT: free 0, init -1 -1 0
    printf("free %d, init %d %d %d\n", state(), hop_rwlock_init(&none, places, 0), hop_rwlock_init(&none, places, 33),
           hop_rwlock_init(&lock, places, 3));
}

static void write_for_two(void *unused)
{
    (void)unused;
    note(hop_rwlock_timed_write_lock(&lock, 2));
}

// A wait in two parts is not longer than it was asked for: behind a writer, then for the reader inside.
static void one_timeout(void)
{
    start(1, read_it, 1), start(2, write_for_two, 1);
    uint32_t begin = hop_time_ticks();
    note(hop_rwlock_timed_write_lock(&lock, 3));
    note((int)(hop_time_ticks() - begin));
    let_go(1);
    // CHECK-NEXT: one timeout: 1 -3 -3 3
    print_notes("one timeout");
}

static void deadlocks(void)
{
    hop_rwlock_read_lock(&lock);
    note(hop_rwlock_write_lock(&lock));
    note(hop_rwlock_try_write_lock(&lock));
    note(hop_rwlock_read_lock(&lock)); // no writer waits
    start(1, write_it, 1);
    note(hop_rwlock_read_lock(&lock));
    hop_rwlock_unlock(&lock);
    hop_rwlock_unlock(&lock);
    let_go(1);
    hop_rwlock_write_lock(&lock);
    note(hop_rwlock_write_lock(&lock));
    note(hop_rwlock_read_lock(&lock));
    hop_rwlock_unlock(&lock);
    // CHECK-NEXT: deadlocks: -4 -4 0 -4 11 -4 -4, free 0
    printf("deadlocks:");
    for (unsigned i = 0; i < noted_count; i++)
        printf(" %d", noted[i]);
    noted_count = 0;
    printf(", free %d\n", state());
}

static unsigned priority_of(int number)
{
    return hop_task_priority(&tasks[number]) - HOP_PRIORITY_MAIN;
}

// Readers inside, a writer at the gate, a reader behind it: each lends to what is ahead. The writer waits for one reader
// after the other.
static void inheritance(void)
{
    start(1, read_it, 1), start(2, read_it, 1), start(3, write_it, 2);
    // CHECK-NEXT: lent 2 1 2
    printf("lent %u %u %u\n", priority_of(1), priority_of(2), priority_of(3));
    start(4, read_it, 4);
    // CHECK-NEXT: lent 4 1 4
    printf("lent %u %u %u\n", priority_of(1), priority_of(2), priority_of(3));
    let_go(1);
    // CHECK-NEXT: lent 1 4 4
    printf("lent %u %u %u\n", priority_of(1), priority_of(2), priority_of(3));
    let_go(1);
    // CHECK-NEXT: lent to the writer inside 4
    printf("lent to the writer inside %u\n", priority_of(3));
    let_go(2);
    // CHECK-NEXT: inside: 1 2 13 4
    print_notes("inside");
}

static void cleanup_unlock(struct hop_rwlock **held)
{
    hop_rwlock_unlock(*held);
}

static void read_and_die(void *unused)
{
    (void)unused;
    hop_rwlock_read_lock(&lock);
    hop_panic("reader");
}

static void write_and_die(void *unused)
{
    (void)unused;
    hop_rwlock_write_lock(&lock);
    hop_panic("writer");
}

static void write_with_cleanup_and_die(void *unused)
{
    (void)unused;
    hop_rwlock_write_lock(&lock);
    __attribute__((cleanup(cleanup_unlock), unused)) struct hop_rwlock *held = &lock;
    hop_panic("writer");
}

static void read_scope_and_die(void *unused)
{
    (void)unused;
    HOP_WITH_READ_LOCK(&lock)
        hop_panic("reader");
}

static void write_scope_and_die(void *unused)
{
    (void)unused;
    HOP_WITH_WRITE_LOCK(&lock) {
        note(hop_rw_guard.result);
        hop_panic("writer");
    }
}

static void die(const char *name, void (*entry)(void *))
{
    start(1, entry, 1);
    bool poisoned = hop_rwlock_is_poisoned(&lock);
    int first = hop_rwlock_timed_read_lock(&lock, 1);
    hop_rwlock_unlock(&lock);
    int second = hop_rwlock_timed_write_lock(&lock, 1), cleared = hop_rwlock_clear_poison(&lock);
    hop_rwlock_unlock(&lock);
    printf("%s: poisoned %d, then %d %d, cleared %d %d\n", name, poisoned, first, second, cleared,
           hop_rwlock_clear_poison(&lock));
}

static void deaths(void)
{
    // CHECK-NEXT: reader: poisoned 0, then 0 0, cleared 0 -6
    die("reader", read_and_die);
    // CHECK-NEXT: writer: poisoned 1, then -5 0, cleared 0 -6
    die("writer", write_and_die);
    // CHECK-NEXT: cleanup: poisoned 0, then 0 0, cleared 0 -6
    die("cleanup", write_with_cleanup_and_die);
    // CHECK-NEXT: read scope: poisoned 0, then 0 0, cleared 0 -6
    die("read scope", read_scope_and_die);
    // CHECK-NEXT: write scope: poisoned 0, then 0 0, cleared 0 -6
    die("write scope", write_scope_and_die);
    noted_count = 0;
}

// Who is told of a death and then gets nothing leaves it to the next.
static void write_in_vain(void *unused)
{
    (void)unused;
    note(hop_rwlock_write_lock(&lock));
}

static void told_in_vain(void)
{
    hop_rwlock_read_lock(&lock);
    hop_rwlock_read_lock(&lock);
    lock.gate.owner_died = true;
    start(1, write_in_vain, 1);
    hop_task_kill(&tasks[1], "while it waits");
    // CHECK-NEXT: told in vain: -5 0
    int next = hop_rwlock_timed_read_lock(&lock, 1);
    hop_rwlock_unlock(&lock), hop_rwlock_unlock(&lock), hop_rwlock_unlock(&lock);
    printf("told in vain: %d %d\n", next, state());
    // CHECK-NEXT: killed: -9 70
    print_notes("killed");
}

static void read_copies(void *unused)
{
    (void)unused;
    for (int i = 0; i < 40; i++) {
        HOP_WITH_READ_LOCK(&lock) {
            int inside = count(&readers, 1);
            if (inside > most_readers)
                most_readers = inside;
            wrong += writers != 0 || copies[0] != copies[1];
            if (i % 3 == 0)
                hop_task_sleep(1);
            else
                hop_task_yield();
            wrong += writers != 0 || copies[1] != copies[2];
            count(&readers, -1);
        }
        if (i % 8 == 0)
            hop_task_sleep(1);
    }
}

static void write_copies(void *unused)
{
    (void)unused;
    for (int i = 0; i < 40; i++) {
        HOP_WITH_WRITE_LOCK(&lock) {
            wrong += readers != 0 || writers++ != 0;
            for (int part = 0; part < 3; part++) {
                copies[part] = copies[part] + 1;
                if (i % 4 == part)
                    hop_task_sleep(1);
                hop_task_yield();
            }
            writers--;
        }
        hop_task_sleep(1);
    }
}

static void stress(void)
{
    for (int i = 0; i < 4; i++)
        start(i, read_copies, i % 3 - 1);
    for (int i = 4; i < 7; i++)
        start(i, write_copies, i % 3 - 1);
    for (int i = 0; i < 7; i++)
        hop_task_join(&tasks[i]);
    // CHECK-NEXT: stress: 120, 3 readers, wrong 0, free 0
    printf("stress: %ld, %d readers, wrong %d, free %d\n", copies[2], most_readers, wrong, state());
}

int main(void)
{
    order();
    places_taken();
    timeouts();
    one_timeout();
    deadlocks();
    inheritance();
    deaths();
    told_in_vain();
    stress();
    return 0;
}
