// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A handler that may fail and makes a call which only tasks may make is ended by a panic that names the call. Its
// cleanups run, what it interrupted goes on, and the interrupt works the next time.
#include "Inputs/interrupts.h"
#include "Inputs/tasks.h"

static struct hop_semaphore semaphore = HOP_SEMAPHORE(0, 1), full = HOP_SEMAPHORE(1, 1);
static struct hop_mutex mutex, unlocked;
static struct hop_channel channel;
static uint32_t buffer[4];
static struct hop_condition condition;
static struct hop_flags flags;
static uint32_t bits = 1, wake;
static volatile int cleanups, went_on;
static const char *volatile text;

static void take(void)
{
    hop_semaphore_take(&semaphore);
}

// Also where it would not have to wait, or not at all.
static void take_one(void)
{
    hop_semaphore_take(&full);
}

static void timed_take(void)
{
    hop_semaphore_timed_take(&semaphore, 0);
}

static void lock(void)
{
    hop_mutex_lock(&mutex);
}

static void lock_unlocked(void)
{
    hop_mutex_lock(&unlocked);
}

static void try_lock(void)
{
    hop_mutex_try_lock(&unlocked);
}

static void unlock(void)
{
    hop_mutex_unlock(&mutex);
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
    hop_condition_wait(&condition, &mutex);
}

static void wait_notification(void)
{
    hop_notification_wait();
}

static void wait_flags(void)
{
    hop_flags_wait(&flags, &bits, HOP_FLAGS_ANY);
}

static void clear_flags(void)
{
    hop_flags_clear(&flags, 1);
}

static void do_sleep(void)
{
    hop_task_sleep(1);
}

static void sleep_until(void)
{
    hop_task_sleep_until(&wake, 1);
}

static void leave(void)
{
    hop_task_exit();
}

static void set_priority(void)
{
    hop_task_set_priority(hop_task_self(), 3);
}

static void nothing(void *unused)
{
    (void)unused;
}

static void create(void)
{
    start(0, nothing, 1);
}

// Row 3, and more of it.
static const struct {
    const char *name;
    void (*call)(void);
} calls[] = {
    // CHECK: take: semaphore taken where blocking is not allowed
    {"take", take},
    // CHECK-NEXT: take one: semaphore taken where blocking is not allowed
    {"take one", take_one},
    // CHECK-NEXT: timed take: semaphore taken where blocking is not allowed
    {"timed take", timed_take},
    // CHECK-NEXT: lock: mutex lock where blocking is not allowed
    {"lock", lock},
    // CHECK-NEXT: lock unlocked: mutex lock where blocking is not allowed
    {"lock unlocked", lock_unlocked},
    // CHECK-NEXT: try lock: a task's call in a handler
    {"try lock", try_lock},
    // CHECK-NEXT: unlock: a task's call in a handler
    {"unlock", unlock},
    // CHECK-NEXT: receive: channel receive where blocking is not allowed
    {"receive", receive},
    // CHECK-NEXT: send: channel send where blocking is not allowed
    {"send", send},
    // CHECK-NEXT: condition: condition waited for where blocking is not allowed
    {"condition", wait_condition},
    // CHECK-NEXT: notification: notification waited for where blocking is not allowed
    {"notification", wait_notification},
    // CHECK-NEXT: flags: flags waited for where blocking is not allowed
    {"flags", wait_flags},
    // CHECK-NEXT: clear flags: a task's call in a handler
    {"clear flags", clear_flags},
    // CHECK-NEXT: sleep: hop_task_sleep where blocking is not allowed
    {"sleep", do_sleep},
    // CHECK-NEXT: sleep until: hop_task_sleep_until where blocking is not allowed
    {"sleep until", sleep_until},
    // CHECK-NEXT: exit: hop_task_exit where blocking is not allowed
    {"exit", leave},
    // CHECK-NEXT: priority: a task's call in a handler
    {"priority", set_priority},
    // CHECK-NEXT: create: hop_task_create in a handler
    {"create", create},
};
enum { CALLS = sizeof calls / sizeof calls[0] };

static volatile int current;

bool hop_isr_panic_hook(unsigned exception, const struct hop_panic_info *info)
{
    (void)exception;
    text = info->text;
    return true;
}

static void clean(int *unused)
{
    (void)unused;
    cleanups++;
}

ON_INTERRUPT_10(HOP_ISR)
{
    __attribute__((cleanup(clean), unused)) int guard = 0;
    calls[current].call();
    went_on++;
}

int main(void)
{
    interrupts_enable();
    hop_channel_init(&channel, buffer, 1, 4);
    hop_mutex_lock(&mutex);
    for (current = 0; current < CALLS; current++) {
        text = "no panic";
        interrupt_raise(10);
        printf("%s: %s\n", calls[current].name, text);
    }
    // Nothing has changed.
    // CHECK-NEXT: cleanups 18, went on 0; 0 1 -10 -4 0 0 0, priority 16, ticks 2
    printf("cleanups %d, went on %d;", cleanups, went_on);
    printf(" %u %u %d %d", hop_semaphore_count(&semaphore), hop_semaphore_count(&full),
           hop_channel_try_receive(&channel, &wake), hop_mutex_try_lock(&mutex));
    printf(" %d %d %u", hop_mutex_try_lock(&unlocked), hop_mutex_unlock(&mutex), (unsigned)hop_flags_get(&flags));
    uint32_t before = hop_time_ticks();
    hop_task_sleep(2);
    printf(", priority %u, ticks %u\n", hop_task_priority(hop_task_self()), (unsigned)(hop_time_ticks() - before));
    return 0;
}
