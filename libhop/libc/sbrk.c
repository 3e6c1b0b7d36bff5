// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// newlib's way to more memory, for programs that bring a malloc of their own.
#include "hop/port.h"
#include "kernel/softlock.h"

#include <errno.h>

extern char __hop_heap_start[], __hop_heap_end[];

void *_sbrk(ptrdiff_t increment);
char *hop_sbrk_split(void);

// Of what has been given away, and of what may be. Tasks only, with the scheduler
// suspended; but hop_sbrk_split runs in handlers, too.
static char *end = __hop_heap_start;
static char *volatile limit = __hop_heap_end;
// A task is changing `end`.
static volatile bool busy;

static char *move_end(ptrdiff_t increment)
{
    char *previous = end;
    if (increment > limit - end || increment < __hop_heap_start - end)
        return NULL;
    end += increment;
    return previous;
}

HOP_CHECKED void *_sbrk(ptrdiff_t increment)
{
    hop_port_suspend();
    busy = true;
    hop_softlock_fence();
    char *previous = move_end(increment);
    hop_softlock_fence();
    busy = false;
    hop_port_resume();
    if (!previous) {
        errno = ENOMEM;
        return (void *)-1;
    }
    return previous;
}

char *hop_sbrk_split(void)
{
    if (busy || limit != __hop_heap_end)
        return NULL;
    uintptr_t middle = (uintptr_t)end + (uintptr_t)(limit - end) / 2;
    limit = (char *)((middle + 7) & ~(uintptr_t)7);
    return limit;
}
