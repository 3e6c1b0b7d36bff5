// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task that keeps all others from running, for a moment. Handlers go on: what they and the
// tick wake becomes ready, and runs when the task lets others run again.
//
// Meanwhile it must not wait. A call that may wait is a panic, before it changes anything, even
// if it would not have had to wait. Allowed are try-forms, calls with a timeout of 0 (except a condition's, which may
// wait for the mutex), and locks of the C and C++ library that are free. The task dies of the panic as of any other,
// and the others run when its cleanups have resumed preemption, or when it restarts.
#pragma once

#include "hop/panic.h"

#ifdef __cplusplus
extern "C" {
#endif

// How deep calls of hop_preemption_suspend may nest.
#define HOP_PREEMPTION_NESTING 200

// No other task runs until hop_preemption_resume has been called as often. If another task is being
// unwound, the first call may wait until that has come to its next cleanup. More than
// HOP_PREEMPTION_NESTING calls are a panic. If a task dies without having resumed preemption,
// that happens after hop_panic_hook. Context: task, else as a call that may wait.
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
