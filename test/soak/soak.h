// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tasks and handlers that use every object of the kernel at random, and what has to hold all the same. See README.md.
#pragma once

#include <hop/hop.h>

#include <stdbool.h>
#include <stdint.h>

// Who acts. Each writes only its own words. Children are tasks of the heap.
enum { WORKERS = 6, CHILDREN = 2, ACTORS = WORKERS + CHILDREN };
enum { DIRECTOR = ACTORS, SERVICE, HANDLER_9, HANDLER_10, HANDLER_TIMER, CONTEXTS };

extern struct hop_task workers[WORKERS];

// ---- ledger.c: the objects, what came and went, and who is inside.

enum { SEMAPHORES = 2, CHANNELS = 2, MUTEXES = 4, TIMERS = 2 };
enum count { TAKEN, RECEIVED = TAKEN + SEMAPHORES, NOTIFIED = RECEIVED + CHANNELS, COUNTS = NOTIFIED + WORKERS };

extern struct hop_semaphore semaphores[SEMAPHORES];
extern struct hop_channel channels[CHANNELS];
extern struct hop_mutex mutexes[MUTEXES];
extern struct hop_condition condition; // with mutexes[0]
extern struct hop_flags flags;
extern struct hop_rwlock rwlock;
extern struct hop_timer timers[TIMERS];

extern uint32_t put[COUNTS][CONTEXTS], got[COUNTS][CONTEXTS];

void ledger_begin(void);
// What did not hold, since the last call; NULL: all did.
const char *ledger_complaint(void);
void complain(const char *what);

// Calls that any context may make, and their entries.
void give(unsigned context, unsigned number);
void try_take(unsigned context, unsigned number);
void try_send(unsigned context, unsigned number, uint32_t item);
void try_receive(unsigned context, unsigned number);
void notify(unsigned context, unsigned number);

// The same for `result` of a call that waits.
static inline void took(unsigned context, unsigned what, int result, uint32_t amount)
{
    if (result == HOP_OK)
        got[what][context] += amount;
}

// A task that has just got the mutex, or is about to give it back. `result` is what it got it with.
void enter(unsigned context, unsigned number, int result);
void leave(unsigned context, unsigned number);
void enter_reading(unsigned context);
void leave_reading(unsigned context);
void enter_writing(unsigned context, int result);
void leave_writing(unsigned context);

// What is left when nobody acts: everything is free, and what came has gone.
void ledger_check_quiet(void);

// ---- operations.c: what the tasks do.

extern volatile bool is_stopping; // workers park, children end
extern volatile uint32_t steps[ACTORS];
extern volatile uint32_t moves[CONTEXTS]; // how often the context has resumed or killed somebody

void work(void *number);      // entry of a worker
void work_a_bit(void *number); // of a child
bool worker_is_parked(unsigned number);
void actor_resume(unsigned context, unsigned number);
void actor_kill(unsigned context, unsigned number);
// Since it was last asked. A second such kill, of one that dies already, gives up its cleanups.
extern volatile bool was_killed_now[ACTORS];
// NULL: no such child now.
struct hop_task *actor(unsigned number);
extern struct hop_task *children[CHILDREN]; // the director's

// ---- handlers.c: what they do.

extern volatile uint32_t looks; // of the timer's handler, at the kernel's lists

void handlers_begin(void);
void handlers_end(void);
void handler_raise(unsigned number); // 9 or 10

// ---- The same sequence for a seed, in each context: xorshift (Marsaglia 2003).

extern uint32_t random_state[CONTEXTS];

static inline uint32_t random_below(unsigned context, uint32_t limit)
{
    uint32_t state = random_state[context];
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    random_state[context] = state;
    return (state >> 8) % limit;
}
