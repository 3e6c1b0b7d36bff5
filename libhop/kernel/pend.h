// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which wait queues have something for their tasks, recorded by contexts that found
// the kernel lock held; its holder gives it out when it leaves.
//
// What has come is in the object already (kernel/count.h, kernel/channel.c). A record
// only says where to look, so duplicate or needless records do no harm. Each
// depth (nesting.h) has an area: recorders append to it, the holder keeps its own count of
// what it has carried out. If an area is full, the holder looks at the queues of
// all waiting tasks, so that nothing is lost, however much comes.
#pragma once

#include "hop/wait.h"

// Has the holder settle *queue. Context: one that has found the lock held.
void hop_pend_settle(struct hop_wait_queue *queue);

// Settles what was recorded. O(records), or once O(tasks) after an overflow. Holder of
// the kernel lock.
void hop_pend_drain(void);
