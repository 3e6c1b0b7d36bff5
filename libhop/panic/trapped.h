// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A trap while it is looked at, for the files that it is dealt with in: what it asks for (trapped.c), what is kept of a
// panic (trap_record.c), and how the task goes on that is to die (trap_end.c). Context: as hop_trap.
#pragma once

#include "hop/runtime.h"

struct hop_exception_frame;

struct hop_trapped {
    struct hop_runtime *self;
    struct hop_exception_frame *frame;
    uint32_t exc_return;
    const uint32_t *saved; // r4-r7, NULL: not known
    unsigned number;
    bool masked;
    uintptr_t sp; // as at the svc
    size_t bytes; // asked for; 0: a small frame
    const char *refused; // why the stack could not grow, NULL: it never does
};

// Bytes of stack that it asks for: 0, those of a small frame; SIZE_MAX, more than there can be.
size_t hop_trapped_bytes(const struct hop_trapped *trap);

// Bytes of arguments on the stack. SIZE_MAX: not known, the call cannot be moved to another place.
size_t hop_trapped_arguments(const struct hop_trapped *trap);

// Whether the stack down to `limit` has room for trap->bytes.
bool hop_trapped_fits(const struct hop_trapped *trap, uintptr_t limit);

// Makes trap->sp and trap->bytes those of the function whose check has called (HOP_SVC_CALLED_FRAME).
void hop_trapped_see_called(struct hop_trapped *trap);

// Begins the record of a panic.
void hop_trap_record(const struct hop_trapped *trap, enum hop_panic_reason reason, const char *text);

// The call does not happen: the task goes on in the unwinder, or is reclaimed where there is no stack for that.
void hop_trap_divert(struct hop_trapped *trap);

// Gives up what cleanups remain.
void hop_trap_reclaim(struct hop_trapped *trap, const char *why);
