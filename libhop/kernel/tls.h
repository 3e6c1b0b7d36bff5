// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Thread-local variables, as the ABI of the processor has them (Arm RTABI 4.3.5, addenda32 3): the thread pointer is the
// address of two words, behind which are the variables, at an offset that the linker has chosen. Here it is the upper end
// of the stack object, above which the variables are; above those of a stack that grows is what
// belongs to that. The two words are libhop's. Linked where a program has such variables: __aeabi_read_tp, which
// compiled code calls, asks for it.
#pragma once

#include "hop/task.h"

struct hop_tls_destructor;

// What the thread pointer points to.
struct hop_tls_control {
    struct hop_tls_destructor *destructors; // latest first
    void *unused;
};

// What a stack needs beside its own size: 0 if there are no such variables.
size_t hop_tls_room(void);

// The end of a stack object, if its memory ends there.
uintptr_t hop_tls_below(uintptr_t end);

// Makes the task's variables as new. Context: any in which the task does not run its own code.
void hop_tls_begin(struct hop_task *task);

// Runs the destructors of the running task's objects, latest first. One that dies is not called again. Linked where a
// program has such objects.
void hop_tls_end(void);

#pragma weak hop_tls_room
#pragma weak hop_tls_below
#pragma weak hop_tls_begin
#pragma weak hop_tls_end

// What is left of a stack object for the stack itself.
static inline size_t hop_tls_rest(const void *stack, size_t size)
{
    return hop_tls_begin ? hop_tls_below((uintptr_t)stack + size) - (uintptr_t)stack : size;
}

static inline size_t hop_tls_room_if_any(void)
{
    return hop_tls_room ? hop_tls_room() : 0;
}
