// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The sleep queue: tasks with a wake tick, soonest first.
#pragma once

#include "hop/task.h"

// hop_time_ticks without its entry check. Context: any.
uint32_t hop_time_now(void);

// The counter of ticks: the time, unless the tick rests (tickless.h), which it never does while a task runs. Context: any;
// to set it, the tick exception and the switch exception.
uint32_t hop_time_counted(void);
void hop_time_set(uint32_t ticks);

// The time, and the clocks of the tick's timer since its latest tick (hop_arch_instant). The same, in milliseconds and
// nanoseconds. Context: any, once the tick was started.
uint32_t hop_time_instant(uint32_t *clocks);
uint32_t hop_time_read(uint32_t *nanoseconds);

// Ticks from `now` to the first wake tick; UINT32_MAX: nobody waits for one. Context: a task, with the scheduler suspended.
uint32_t hop_time_ahead(uint32_t now);

// There is a thread: turns have an end, unless the application has said otherwise. Portable code may spin until another
// thread, or main, has done something. Context: task.
void hop_time_slice_threads(void);

// The following need the kernel lock.

// Puts *task in the queue, to be woken when the tick counter reaches `tick`, which it has
// not, and is at most HOP_TIME_MAX before. O(sleeping tasks).
void hop_sleep_insert(struct hop_task *task, uint32_t tick);
void hop_sleep_remove(struct hop_task *task);

// Carries out the ticks that have been counted but not yet seen: wakes every
// task whose tick has come. O(tasks woken).
void hop_time_drain(void);
