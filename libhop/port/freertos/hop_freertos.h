// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What an application under FreeRTOS may ask of the runtime beyond <hop/panic.h> and its like.
#pragma once

#include <FreeRTOS.h>
#include <task.h>

#include <hop/error.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

// Instead of vTaskDelete for another task: that one is unwound through its cleanups, then runs again, or ends. A call of
// FreeRTOS in which it waits returns as if its time were over, vTaskSuspend as if it were resumed. Returns when its unwinding has begun, after a tick or more where
// the task has a lower priority. task: NULL is the caller. reason outlives the task. HOP_INVALID: there is no such
// task. Context: task, the scheduler runs.
int hop_freertos_task_kill(TaskHandle_t task, const char *reason);

// How often it has been run again. task: NULL is the caller. Context: task.
uint32_t hop_freertos_task_restarts(TaskHandle_t task);

// The application's, optional: true ends a task that has died, by vTaskDelete; otherwise it runs again, from its function.
// Context: the dying task.
bool hop_freertos_task_ends(TaskHandle_t task);

#ifdef __cplusplus
}
#endif
