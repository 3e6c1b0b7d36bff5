// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A mix of tasks that share mutexes, a channel, the heap and the C library, and something that goes wrong in one of
// them in every round. See README.md.
#pragma once

#include <hop/hop.h>

#include <stdbool.h>
#include <stdint.h>

enum worker { TELLER, AUDITOR, PRODUCER, CONSUMER, WRITER, SORTER, WORKERS };

enum kind {
    INJECT_PANIC,      // hop_panic at a call
    INJECT_OVERFLOW,   // calls that do not fit, from there on
    INJECT_NO_MEMORY,  // from there on allocations fail, and one that fails is a panic
    INJECT_KILL,       // another task kills the one that makes the call
    INJECT_KILL_LATER, // another task kills one at any time
    INJECT_FAULT,      // any instruction outside of libhop faults
    KINDS,
};

// The last two need a timer.
#if defined(CAMPAIGN_TIMER)
enum { KINDS_HERE = KINDS };
#else
enum { KINDS_HERE = INJECT_KILL_LATER };
#endif

// ---- workers.c: each does its part of a round once, and says whether it was right.

extern struct hop_task workers[WORKERS];
extern const char *const worker_names[WORKERS];

void workers_create(void);
void workers_begin_round(uint32_t round); // they run from here on
bool workers_are_done(void);
uint32_t worker_finished(enum worker worker); // when, in ticks
// What does not hold between two rounds, or NULL.
const char *workers_complaint(void);
enum worker worker_of(const struct hop_task *task); // WORKERS: none
void consumer_close(void); // the producer is done: what is in the channel is all

// ---- inject.c: what goes wrong, and when.

struct injection {
    enum kind kind;
    enum worker victim;
    uint32_t after; // calls of the victim, or counts of the timer
};

void injection_start(void); // once
void injection_arm(const struct injection *injection);
// False: the round ended before it was due.
bool injection_disarm(void);
// Calls of the victim's code in a round in which nothing is injected.
void calls_count(void);
uint32_t calls_of(enum worker worker);
// Places of calls seen, and of these, places where this kind was injected.
unsigned places_seen(void);
unsigned places_injected(enum kind kind);
// Code that may fault: from, to, from, to, ..., in ascending order.
bool fault_range_add(uintptr_t from, uintptr_t to);

// The panic that was to come has come; false: another one.
bool injection_is_cause(const struct hop_panic_info *info);

// ---- random.c: the same sequence everywhere for a seed

uint32_t random_next(void);
void random_seed(uint32_t seed);
