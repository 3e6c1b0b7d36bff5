// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every call that may wait, on objects of which some would let it go on at once.
#pragma once

#include "tasks.h"

static struct hop_semaphore empty = HOP_SEMAPHORE(0, 1), full = HOP_SEMAPHORE(1, 1);
static struct hop_mutex locked, unlocked; // the first by main
static struct hop_channel channel;        // of 4 bytes
static struct hop_condition condition;
static struct hop_flags flags;
static struct hop_mutex places[1];
static struct hop_rwlock rwlock = HOP_RWLOCK(places);
static uint32_t bits = 1, wake;

static void take(void)
{
    hop_semaphore_take(&empty);
}

static void take_one(void)
{
    hop_semaphore_take(&full);
}

static void timed_take(void)
{
    hop_semaphore_timed_take(&empty, 1);
}

static void lock(void)
{
    hop_mutex_lock(&locked);
}

static void lock_unlocked(void)
{
    hop_mutex_lock(&unlocked);
}

static void receive(void)
{
    hop_channel_receive(&channel, &wake);
}

static void send(void)
{
    hop_channel_send(&channel, &wake);
}

static void wait_condition(void)
{
    hop_condition_wait(&condition, &locked);
}

static void wait_notification(void)
{
    hop_notification_wait();
}

static void wait_flags(void)
{
    hop_flags_wait(&flags, &bits, HOP_FLAGS_ANY);
}

static void do_sleep(void)
{
    hop_task_sleep(1);
}

static void sleep_until(void)
{
    hop_task_sleep_until(&wake, 1);
}

static void read_lock(void)
{
    hop_rwlock_read_lock(&rwlock);
}

static void write_lock(void)
{
    hop_rwlock_timed_write_lock(&rwlock, 1);
}

static void join(void)
{
    hop_task_join(&tasks[TASK_COUNT - 1]); // which has never run
}

static void send_block(void)
{
    hop_mem_send(&channel, NULL);
}

static void receive_block(void)
{
    void *block;
    hop_mem_receive(&channel, &block);
}

static void leave(void)
{
    hop_task_exit();
}

struct call {
    const char *name;
    void (*call)(void);
};

static const struct call waiting_calls[] = {
    {"take", take},
    {"take one", take_one},
    {"timed take", timed_take},
    {"lock", lock},
    {"lock unlocked", lock_unlocked},
    {"receive", receive},
    {"send", send},
    {"condition", wait_condition},
    {"notification", wait_notification},
    {"flags", wait_flags},
    {"sleep", do_sleep},
    {"sleep until", sleep_until},
    {"read lock", read_lock},
    {"write lock", write_lock},
    {"join", join},
    {"send block", send_block},
    {"receive block", receive_block},
    {"exit", leave},
};
enum { WAITING_CALLS = sizeof waiting_calls / sizeof waiting_calls[0] };

static inline void waiting_calls_begin(void)
{
    static uint32_t buffer[4];
    hop_channel_init(&channel, buffer, 1, 4);
    hop_mutex_lock(&locked);
}

// That none of them has changed anything. The line that it prints: "0 1 -10 -4 0 0 0 0, slept 1".
static inline void waiting_calls_end(void)
{
    printf("%u %u %d %d", hop_semaphore_count(&empty), hop_semaphore_count(&full),
           hop_channel_try_receive(&channel, &wake), hop_mutex_try_lock(&locked));
    printf(" %d %d %u", hop_mutex_try_lock(&unlocked), hop_mutex_unlock(&locked), (unsigned)hop_flags_get(&flags));
    printf(" %d", hop_rwlock_try_write_lock(&rwlock));
    uint32_t before = hop_time_ticks();
    hop_task_sleep(2);
    printf(", slept %d\n", hop_time_ticks() - before == 2);
}
