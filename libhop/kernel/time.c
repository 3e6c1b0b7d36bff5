// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ticks and sleeping. The tick exception is a recorder of the kernel lock (softlock.h):
// `ticks` is its single-writer record, `seen` the holder's own.
#include "hop/time.h"

#include "board/board.h"
#include "kernel/kill.h"
#include "kernel/sched.h"
#include "kernel/tickless.h"
#include "kernel/time.h"
#include "kernel/wait.h"

_Static_assert(HOP_TICK_HZ == 1000, "all calls take milliseconds for ticks");
_Static_assert(HOP_TIME_MAX <= INT32_MAX, "times are compared by signed difference");

static struct {
    // Written by the tick exception, and where that rests by the switch exception.
    volatile uint32_t ticks;
    // Guarded by the kernel lock. Up to `seen` all that was due has been woken.
    uint32_t seen;
    struct hop_task *first;
    uint16_t slice; // ticks of a turn, 0: no end
    bool is_slice_chosen; // by the application
} hop_time;

static bool is_due(const struct hop_task *task, uint32_t now)
{
    return (int32_t)(task->wake_tick - now) <= 0;
}

// Compares times as distances from `seen`, which all in the queue come after. From one
// another they may be further than a signed difference tells: `tick` is up to
// HOP_TIME_MAX from `ticks`, which goes on while the lock is held.
void hop_sleep_insert(struct hop_task *task, uint32_t tick)
{
    hop_assert(!task->timed, "sleep queue: inserted twice");
    struct hop_task *previous = NULL;
    struct hop_task *next = hop_time.first;
    while (next && next->wake_tick - hop_time.seen <= tick - hop_time.seen) {
        previous = next;
        next = next->sleep_next;
    }
    task->timed = true;
    task->wake_tick = tick;
    task->sleep_next = next;
    task->sleep_previous = previous;
    if (next)
        next->sleep_previous = task;
    if (previous)
        previous->sleep_next = task;
    else
        hop_time.first = task;
}

void hop_sleep_remove(struct hop_task *task)
{
    hop_assert(task->timed, "sleep queue: removed twice");
    task->timed = false;
    if (task->sleep_next)
        task->sleep_next->sleep_previous = task->sleep_previous;
    if (task->sleep_previous)
        task->sleep_previous->sleep_next = task->sleep_next;
    else
        hop_time.first = task->sleep_next;
}

// The first of the sleep queue.
static void wake_first(void)
{
    struct hop_task *task = hop_time.first;
    struct hop_task *next = task->sleep_next;
    hop_time.first = next;
    if (next)
        next->sleep_previous = NULL;
    task->timed = false;
    if (task->queue)
        hop_wait_give_up(task);
    task->wait_result = HOP_TIMEOUT;
    hop_sched_ready(task);
}

// Apart from what a tick does where nobody is to be woken.
__attribute__((noinline)) static void wake_due(uint32_t now)
{
    do
        wake_first();
    while (hop_time.first && is_due(hop_time.first, now));
}

static inline void drain(void)
{
    uint32_t now = hop_time.ticks;
    hop_time.seen = now;
    if (hop_time.first && is_due(hop_time.first, now))
        wake_due(now);
}

void hop_time_drain(void)
{
    drain();
}

// A tick is one of the task that it interrupts: if all tasks had one count, it might always be full while one runs that
// preempts them. Turns are not exact: a tick that comes in a kernel call is not counted, and who waits or yields
// before its turn is over goes on with that.
static void count_turn(void)
{
    struct hop_task *task = hop_sched.current;
    if (++task->turn < hop_time.slice)
        return;
    task->turn = 0;
    hop_sched_end_turn();
}

// The tick exception. Never waits: a task in a kernel call finds the tick when
// it leaves.
void hop_time_tick(void)
{
    if (hop_sched.observers & HOP_OBSERVES_TICK)
        hop_tickless_tick();
    else
        hop_time.ticks++;
    if (!hop_softlock_try(&hop_sched.lock)) {
        hop_softlock_pend(&hop_sched.lock);
        return;
    }
    drain();
    if (hop_time.slice)
        count_turn();
    hop_softlock_release(&hop_sched.lock, hop_kernel_drain);
}

HOP_CHECKED int hop_time_slice(unsigned ticks)
{
    if (ticks > UINT16_MAX)
        return HOP_INVALID;
    hop_kernel_enter();
    hop_time.slice = (uint16_t)ticks;
    hop_time.is_slice_chosen = true;
    hop_kernel_leave();
    return HOP_OK;
}

HOP_CHECKED void hop_time_slice_threads(void)
{
    hop_kernel_enter();
    if (!hop_time.is_slice_chosen)
        hop_time.slice = HOP_THREAD_SLICE;
    hop_kernel_leave();
}

uint32_t hop_time_now(void)
{
    uint32_t ticks = hop_time.ticks;
    return hop_sched.observers & HOP_OBSERVES_TICK ? hop_tickless_now(ticks) : ticks;
}

uint32_t hop_time_ticks(void)
{
    return hop_time_now();
}

uint32_t hop_time_counted(void)
{
    return hop_time.ticks;
}

void hop_time_set(uint32_t ticks)
{
    hop_time.ticks = ticks;
}

uint32_t hop_time_ahead(uint32_t now)
{
    const struct hop_task *first = hop_time.first;
    if (!first)
        return UINT32_MAX;
    return is_due(first, now) ? 0 : first->wake_tick - now;
}

uint32_t hop_time_cycles(void)
{
    return hop_board_cycles();
}

uint32_t hop_time_cycles_hz(void)
{
    return hop_board_cycles_hz();
}

static bool is_ahead(uint32_t tick)
{
    return (int32_t)(tick - hop_time.ticks) > 0;
}

static int sleep_till(uint32_t tick)
{
    struct hop_task *self = hop_sched.current;
    hop_kernel_enter();
    if (!is_ahead(tick)) { // any more
        hop_kernel_leave();
        return HOP_OK;
    }
    hop_sched_block(HOP_TASK_SLEEPING);
    hop_sleep_insert(self, tick);
    hop_kill_look(self);
    hop_kernel_leave();
    return self->wait_result == HOP_KILLED ? HOP_KILLED : HOP_OK;
}

HOP_CHECKED int hop_task_sleep(uint32_t milliseconds)
{
    if (milliseconds > HOP_TIME_MAX)
        return HOP_INVALID;
    hop_wait_check("hop_task_sleep where blocking is not allowed", milliseconds);
    if (milliseconds > 0)
        return sleep_till(hop_time.ticks + milliseconds);
    hop_sched_yield();
    return HOP_OK;
}

HOP_CHECKED int hop_task_sleep_until(uint32_t *wake, uint32_t period)
{
    hop_kernel_check_blocking("hop_task_sleep_until where blocking is not allowed");
    if (!wake || period > HOP_TIME_MAX)
        return HOP_INVALID;
    *wake += period;
    if (is_ahead(*wake))
        return sleep_till(*wake);
    return HOP_OK;
}
