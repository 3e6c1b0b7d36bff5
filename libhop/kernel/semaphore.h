// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the rest of the kernel asks of semaphores.
#pragma once

#include "hop/semaphore.h"
#include "kernel/wait.h"

// Waits for a unit, under the kernel lock, which it gives back; at most as long as the caller is in the sleep queue.
int hop_semaphore_wait_locked(struct hop_semaphore *semaphore);

// hop_semaphore_take until the tick counter reaches `tick`, which is at most HOP_TIME_MAX ahead: HOP_TIMEOUT, also where
// that is past. For who has looked at the time, and may have been preempted since: a number of milliseconds would begin
// only now.
int hop_semaphore_take_until(struct hop_semaphore *semaphore, uint32_t tick);
