// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Notifications: each task has a count that any context may increase, and that only the
// task itself decreases. The cheapest way for a handler to wake a task.
// The count belongs to the task, not to one of its lives: notifications that come while it dies
// are there when it has restarted. hop_task_create sets it to 0.
#pragma once

#include "hop/task.h"

#ifdef __cplusplus
extern "C" {
#endif

// Adds a notification. HOP_FULL: the task has HOP_NOTIFICATION_MAX already. HOP_INVALID: it
// is not in use. O(1). Context: any.
#define HOP_NOTIFICATION_MAX 0x7000
int hop_task_notify(struct hop_task *task);

// The calling task takes one notification; waits for it as long as it takes. HOP_KILLED:
// see hop_task_kill. O(1). Context: task, else a panic.
int hop_notification_wait(void);

// The same for at most `milliseconds` (see hop_task_sleep): HOP_TIMEOUT if that passed
// first. 0 does not wait. HOP_INVALID above HOP_TIME_MAX.
int hop_notification_timed_wait(uint32_t milliseconds);

// Takes all notifications, and returns how many there were. O(1). Context: task; elsewhere it takes none.
unsigned hop_notification_clear(void);

#ifdef __cplusplus
}
#endif
