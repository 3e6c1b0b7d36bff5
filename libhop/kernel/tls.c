// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "kernel/sched.h"
#include "kernel/tls.h"

#include <string.h>

// Absolute symbols of the linker script, but for the first and the last.
extern const unsigned char __hop_tls_start[], __hop_tls_data_size[], __hop_tls_size[], __hop_tls_align[],
    __hop_tls_offset[];

_Static_assert(sizeof(struct hop_tls_control) == 8 || sizeof(void *) != 4, "the ABI's two words");

size_t hop_tls_room(void)
{
    size_t align = (size_t)__hop_tls_align;
    return ((size_t)__hop_tls_offset + (size_t)__hop_tls_size + align - 1) & ~(align - 1);
}

uintptr_t hop_tls_below(uintptr_t end)
{
    return (end & ~((uintptr_t)__hop_tls_align - 1)) - hop_tls_room();
}

static struct hop_tls_control *control_of(const struct hop_task *task)
{
    const struct hop_runtime *runtime = &task->runtime;
    uintptr_t top = runtime->growth ? (uintptr_t)runtime->growth + HOP_GROWTH_SIZE : runtime->top;
    return (struct hop_tls_control *)top;
}

void hop_tls_begin(struct hop_task *task)
{
    struct hop_tls_control *control = control_of(task);
    unsigned char *variables = (unsigned char *)control + (size_t)__hop_tls_offset;
    size_t data = (size_t)__hop_tls_data_size;
    *control = (struct hop_tls_control){.destructors = NULL};
    memcpy(variables, __hop_tls_start, data);
    memset(variables + data, 0, (size_t)__hop_tls_size - data);
}
