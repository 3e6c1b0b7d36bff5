// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Programs without a kernel: a main loop, handlers, and calls that may fail. A job is such a call. It
// runs on the stack of its caller, below its frames; an overflow, panic or fault in it runs its
// cleanups, and comes back to the caller as an error.
//
// main itself runs as an outermost job, with the stack of __hop_main_stack_size; where that dies the
// program ends with HOP_EXIT_PANIC.
#pragma once

#include <hop/error.h>
#include <hop/runtime.h>

#include <setjmp.h>

#ifdef __cplusplus
extern "C" {
#endif

// Statically allocated, zeroed, with a name for reports.
struct hop_job {
    struct hop_runtime runtime; // must be first: hop_port_self
    const char *name;
    uint32_t panics; // so far
    // While it runs.
    struct hop_job *outer;
    jmp_buf back;
};

// Runs function(argument). Returns HOP_OK when it has returned, HOP_KILLED when it has panicked:
// hop_job_panic tells of what. HOP_BUSY: this job is running. HOP_CONTEXT: in a handler,
// in a cleanup of a job that is dying, or in hop_panic_hook. Jobs may run jobs.
int hop_job_run(struct hop_job *job, void (*function)(void *), void *argument);

// The record of the latest panic, NULL: there was none. hop_panic_record() is the one of the running job.
const struct hop_panic_info *hop_job_panic(struct hop_job *job);

// Has the innermost running job die at its next checked call, where it may; a job that makes no call is
// not stopped. No effect where none is running but main. `reason` outlives the job. Context: a
// plain handler, e.g. of a watchdog timer.
void hop_job_kill(const char *reason);

#ifdef __cplusplus
}
#endif
