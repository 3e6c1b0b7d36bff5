// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A kill ends the wait that its task is in. One that comes before, up to the last instruction
// at which the task still runs, ends the wait that it finds begun: once, since in a region
// the task goes on, and may have to wait for what it needs there.
#pragma once

#include "hop/task.h"
#include "panic/context.h"

// Ends the wait of a killed task, or has its next one ended. Needs the kernel lock.
void hop_kill_end_wait(struct hop_task *task);

// The same for the running task, which has just entered its queues. Once it is dying it may wait.
static inline void hop_kill_look(struct hop_task *self)
{
    if (self->kill_untold && hop_context()->kill_pending)
        hop_kill_end_wait(self);
}
