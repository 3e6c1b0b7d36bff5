// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The tasks beside main: urgent ones, which wait for what comes, and a less urgent one, which helps main.
#pragma once

#include "ledger.h"

static void take_served(void *unused)
{
    (void)unused;
    for (;;)
        took(CONSUMER, SERVED, hop_semaphore_take(&served));
}

// Behind the other one, with words of its own.
static void take_served_too(void *unused)
{
    (void)unused;
    for (;;)
        took(HELPER, SERVED, hop_semaphore_take(&served));
}

static void take_notifications(void *unused)
{
    (void)unused;
    for (;;)
        took(CONSUMER, NOTIFIED, hop_notification_wait());
}

static void read_inbox(void *unused)
{
    (void)unused;
    for (;;) {
        uint32_t item = 0;
        int result = hop_channel_receive(&inbox, &item);
        received(CONSUMER, INBOX, result, item);
    }
}

static void await_alarms(void *unused)
{
    (void)unused;
    for (;;) {
        uint32_t bits = ~0u;
        if (hop_flags_wait(&alarms, &bits, HOP_FLAGS_ANY) == HOP_OK)
            seen_alarms |= bits;
    }
}

static void await_change(void *unused)
{
    (void)unused;
    hop_mutex_lock(&changed_mutex);
    for (;;) {
        while (work_left == 0)
            hop_condition_wait(&changed, &changed_mutex);
        work_left--;
        work_done++;
    }
}

// Waits for `contended` whenever it is told to.
static struct hop_semaphore contend;

static void want_contended(void *unused)
{
    (void)unused;
    for (;;) {
        hop_semaphore_take(&contend);
        wrong += hop_mutex_lock(&contended) != HOP_OK;
        wrong += hop_mutex_unlock(&contended) != HOP_OK;
    }
}

// Less urgent than main, which has told it what to do and then waits for that.
static struct hop_semaphore request, done, locked;
static void (*volatile help)(void);

static void helper(void *unused)
{
    (void)unused;
    for (;;) {
        hop_semaphore_take(&request);
        help();
        hop_semaphore_give(&done);
    }
}

// Handlers may take what the helper gives before main has it.
static volatile bool has_had_it;

static void ask(void (*what)(void))
{
    has_had_it = false;
    help = what;
    hop_semaphore_give(&request);
}

static void help_is_done(void)
{
    has_had_it = true;
    hop_semaphore_take(&done);
}
