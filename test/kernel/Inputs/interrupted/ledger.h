// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The objects of interrupted.c, what the contexts do with them, and what each notes of that.
#pragma once

#include "hits.h"
#include "kernel/task.h"

#include <hop/hop.h>

// Who acts. Each writes only its own words.
enum context { MAIN, HELPER, CONSUMER, FIRST, SECOND, CONTEXTS };

static struct hop_task tasks[8], child;
static _Alignas(8) unsigned char stacks[8][1400], child_stack[1400];

// Main gives, an urgent task waits.
static struct hop_semaphore served;
static struct hop_channel inbox;
static struct hop_flags alarms;
static struct hop_condition changed;
static struct hop_mutex changed_mutex;
// Main waits, the helper gives, or a handler.
static struct hop_semaphore wanted;
static struct hop_channel replies, outbox; // the outbox is full
static struct hop_flags answers;
static struct hop_mutex contended, lent;
static uint32_t inbox_buffer[8], replies_buffer[8], outbox_buffer[4];

enum { SERVED, WANTED, NOTIFIED, MAIN_NOTIFIED, INBOX, REPLIES, OUTBOX, COUNTS };
static volatile uint32_t put[COUNTS][CONTEXTS], got[COUNTS][CONTEXTS];
static volatile uint32_t last_sent[COUNTS][CONTEXTS], last_received[COUNTS][CONTEXTS][CONTEXTS];
static volatile uint32_t raised[CONTEXTS], seen_alarms;
static volatile unsigned work_left, work_done, children, variant;

static inline void give(enum context self, int number, struct hop_semaphore *semaphore)
{
    if (hop_semaphore_give(semaphore) == HOP_OK)
        put[number][self]++;
}

static inline void took(enum context self, int number, int result)
{
    if (result == HOP_OK)
        got[number][self]++;
}

static inline void notify(enum context self, int number, struct hop_task *task)
{
    if (hop_task_notify(task) == HOP_OK)
        put[number][self]++;
}

static inline uint32_t next_item(enum context self, int number)
{
    return (uint32_t)self << 24 | (last_sent[number][self] + 1);
}

// An item is its producer and its number.
static inline void sent(enum context self, int number, int result)
{
    if (result != HOP_OK)
        return;
    put[number][self] += next_item(self, number);
    last_sent[number][self]++;
}

static inline void received(enum context self, int number, int result, uint32_t item)
{
    if (result != HOP_OK)
        return;
    got[number][self] += item;
    uint32_t producer = item >> 24;
    if (producer >= CONTEXTS || (item & 0xffffff) <= last_received[number][self][producer])
        wrong++;
    else
        last_received[number][self][producer] = item & 0xffffff;
}

static inline void try_send(enum context self, int number, struct hop_channel *channel)
{
    uint32_t item = next_item(self, number);
    sent(self, number, hop_channel_try_send(channel, &item));
}

static inline void try_receive(enum context self, int number, struct hop_channel *channel)
{
    uint32_t item = 0;
    int result = hop_channel_try_receive(channel, &item);
    received(self, number, result, item);
}

static inline void raise_alarm(enum context self)
{
    raised[self] |= 1u << self;
    hop_flags_set(&alarms, 1u << self);
}
