// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Software timers. Their callbacks run one after the other in a task of the application,
// whose entry is hop_timer_service: they have that task's priority and stack, and
// may do what tasks may do. A callback that panics delays the others until the task has
// restarted; the timers keep running.
#pragma once

#include "hop/error.h"
#include "hop/panic.h"

#ifdef __cplusplus
extern "C" {
#endif

// What a timer is to do.
struct hop_timer_config {
    void (*callback)(void *argument);
    void *argument;
    uint32_t delay;  // milliseconds from the start to the first call
    uint32_t period; // milliseconds from call to call, 0: one call only
};

// Fields are private to libhop.
struct hop_timer {
    struct hop_timer *next;
    struct hop_timer_config config;
    // Any context, each in a single store.
    volatile uint32_t started_at;
    volatile uint32_t order;
    // The service.
    uint32_t seen;
    uint32_t due;
    bool runs;
};

// Makes a stopped timer, which stays valid until hop_timer_remove. It may be a valid one already: its task may have
// restarted. Calls are due on the tick, without drift, and none is left out. Waits for a callback that is running.
// HOP_INVALID: no callback, or a time above HOP_TIME_MAX. HOP_KILLED, or HOP_DEADLOCK since that callback
// waits for the caller: nothing made. O(timers). Context: task, else a panic.
int hop_timer_init(struct hop_timer *timer, const struct hop_timer_config *config);

// Starts the timer from now on, even if it is running. Of several starts and stops before the
// service runs only the last one counts. O(1), and O(timers) in the service. Context: any.
void hop_timer_start(struct hop_timer *timer);

// Stops the timer. A callback that has begun is finished. Context: any.
void hop_timer_stop(struct hop_timer *timer);

// Afterwards *timer is not a timer any more, and its callback does not run, unless it is the
// caller. HOP_INVALID: it was none. Waits for a callback that runs. HOP_KILLED, or HOP_DEADLOCK since that
// callback waits for the caller: not removed. O(timers). Context: task, else a panic.
int hop_timer_remove(struct hop_timer *timer);

// Entry of the task that runs the callbacks. Never returns.
void hop_timer_service(void *unused);

#ifdef __cplusplus
}
#endif
