// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Notifications: each task has a count that any context increases, and that only the
// task itself takes from. The lightest way for a handler to have a task run.
// A count belongs to the task, not to a run of it: what came while it died is there
// when it has restarted. hop_task_create makes it 0.
#pragma once

#include "hop/task.h"

#ifdef __cplusplus
extern "C" {
#endif

// One notification more. HOP_FULL: the task has HOP_NOTIFICATION_MAX. HOP_INVALID: it
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
