// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task that keeps all others from running, for a moment. Handlers go on: what they and the
// tick wake becomes ready, and runs when the task lets others run again.
//
// While it keeps them from running it must not wait. A call that may wait is a panic, before
// it changes anything, also where it would not have to; try-forms are not, and calls with a timeout of 0, which
// never waits (a condition's does, for the mutex), and a lock of the C or C++ library is taken if it is free. The task dies of the panic as of any other,
// and the others run when its cleanups have undone what it has begun, or when it restarts.
#pragma once

#include "hop/panic.h"

#ifdef __cplusplus
extern "C" {
#endif

// Calls that may be open at once.
#define HOP_PREEMPTION_NESTING 200

// No other task runs until hop_preemption_resume has been called as often. The first call may
// wait, for a task that is being unwound, until that is at its next cleanup. More than
// HOP_PREEMPTION_NESTING calls are a panic. A task that dies or restarts without having resumed
// does so after hop_panic_hook. Context: task, else as a call that may wait.
void hop_preemption_suspend(void);

// Lets others run: at once, if one that is more urgent is ready, and this was the last call. A
// panic if there is nothing to resume. Context: task.
void hop_preemption_resume(void);

// Whether it is suspended by the calling task. Context: any; in a handler, by the task that it
// interrupted.
bool hop_preemption_is_suspended(void);

#ifdef __cplusplus
}
#endif
