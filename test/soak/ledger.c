// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each context counts what it has put somewhere and what it has got; when nobody acts the sums have to be equal. A task
// dies between two of its calls, so an entry that follows its call at once is made if the call was.
#include "soak.h"

enum { NOBODY = 0xff, CAPACITY = 3 };

struct hop_semaphore semaphores[SEMAPHORES];
struct hop_channel channels[CHANNELS];
struct hop_mutex mutexes[MUTEXES];
struct hop_condition condition;
struct hop_flags flags;
static struct hop_mutex places[2];
struct hop_rwlock rwlock = HOP_RWLOCK(places);
struct hop_timer timers[TIMERS];

uint32_t put[COUNTS][CONTEXTS], got[COUNTS][CONTEXTS];
uint32_t random_state[CONTEXTS];

static uint32_t items[CHANNELS][(HOP_CHANNEL_BUFFER_SIZE(CAPACITY, 4) + 3) / 4];
static volatile uint8_t inside[MUTEXES], writing = NOBODY;
static volatile bool reading[CONTEXTS];
static const char *volatile wrong;

void complain(const char *what)
{
    if (!wrong)
        wrong = what;
}

const char *ledger_complaint(void)
{
    const char *what = wrong;
    wrong = NULL;
    return what;
}

void ledger_begin(void)
{
    int results = 0;
    for (unsigned i = 0; i < SEMAPHORES; i++)
        results |= hop_semaphore_init(&semaphores[i], 0, 3);
    for (unsigned i = 0; i < CHANNELS; i++)
        results |= hop_channel_init(&channels[i], items[i], CAPACITY, 4);
    if (results != HOP_OK)
        complain("an object was not made");
    for (unsigned i = 0; i < MUTEXES; i++) {
        hop_mutex_init(&mutexes[i]);
        inside[i] = NOBODY;
    }
    hop_condition_init(&condition);
    hop_flags_init(&flags);
}

// ---- What comes and goes.

void give(unsigned context, unsigned number)
{
    if (hop_semaphore_give(&semaphores[number]) == HOP_OK)
        put[TAKEN + number][context]++;
}

void try_take(unsigned context, unsigned number)
{
    took(context, TAKEN + number, hop_semaphore_try_take(&semaphores[number]), 1);
}

void try_send(unsigned context, unsigned number, uint32_t item)
{
    if (hop_channel_try_send(&channels[number], &item) == HOP_OK)
        put[RECEIVED + number][context] += item;
}

void try_receive(unsigned context, unsigned number)
{
    uint32_t item = 0;
    int result = hop_channel_try_receive(&channels[number], &item);
    took(context, RECEIVED + number, result, item);
}

void notify(unsigned context, unsigned number)
{
    if (hop_task_notify(&workers[number]) == HOP_OK)
        put[NOTIFIED + number][context]++;
}

static uint32_t balance(unsigned what)
{
    uint32_t sum = 0;
    for (unsigned i = 0; i < CONTEXTS; i++)
        sum += put[what][i] - got[what][i];
    return sum;
}

// ---- Who is inside. One that died inside has left its mark, and the next owner is told of it.

void enter(unsigned context, unsigned number, int result)
{
    if (result != HOP_OWNER_DIED && inside[number] != NOBODY)
        complain("two are inside a mutex");
    inside[number] = (uint8_t)context;
}

void leave(unsigned context, unsigned number)
{
    if (inside[number] != context)
        complain("another one came into a mutex");
    inside[number] = NOBODY;
}

static bool anybody_reads(void)
{
    bool any = false;
    for (unsigned i = 0; i < CONTEXTS; i++)
        any = any || reading[i];
    return any;
}

void enter_reading(unsigned context)
{
    if (writing != NOBODY)
        complain("one reads while another one writes");
    reading[context] = true;
}

void leave_reading(unsigned context)
{
    if (writing != NOBODY)
        complain("one wrote while another one read");
    reading[context] = false;
}

void enter_writing(unsigned context, int result)
{
    if ((result != HOP_OWNER_DIED && writing != NOBODY) || anybody_reads())
        complain("one writes while others are inside");
    writing = (uint8_t)context;
}

void leave_writing(unsigned context)
{
    if (writing != context || anybody_reads())
        complain("others came in while one wrote");
    writing = NOBODY;
}

// ---- When nobody acts.

static void check_locks(void)
{
    for (unsigned i = 0; i < MUTEXES; i++) {
        int result = hop_mutex_try_lock(&mutexes[i]);
        if (result != HOP_OK && result != HOP_OWNER_DIED)
            complain("a mutex is not free");
        else if (result == HOP_OK && inside[i] != NOBODY)
            complain("a mutex does not tell that its owner died");
        inside[i] = NOBODY;
        hop_mutex_unlock(&mutexes[i]);
    }
    int result = hop_rwlock_try_write_lock(&rwlock);
    if (result != HOP_OK && result != HOP_OWNER_DIED)
        complain("the reader/writer lock is not free");
    writing = NOBODY;
    hop_rwlock_unlock(&rwlock);
}

static void check_counts(void)
{
    for (unsigned i = 0; i < SEMAPHORES; i++) {
        if (balance(TAKEN + i) != hop_semaphore_count(&semaphores[i]))
            complain("a semaphore has not what was given to it");
    }
    for (unsigned i = 0; i < CHANNELS; i++) {
        for (unsigned item = 0; item < CAPACITY; item++)
            try_receive(DIRECTOR, i);
        if (balance(RECEIVED + i) != 0)
            complain("a channel has lost, or made, items");
    }
    for (unsigned i = 0; i < WORKERS; i++) {
        if (balance(NOTIFIED + i) != 0)
            complain("a notification got lost, or came twice");
    }
}

void ledger_check_quiet(void)
{
    check_locks();
    check_counts();
}
