// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// call_once. Who comes while another is at it waits, and runs the function itself if the other has died in it.
#include "hop/guard.h"
#include "hop/mutex.h"
#include "threads/wait.h"

struct once {
    struct hop_mutex mutex;
    volatile bool is_done;
};

_Static_assert(sizeof(struct once) <= sizeof(once_flag), "threads.h has its size");

void call_once(once_flag *flag, void (*function)(void))
{
    struct once *once = (struct once *)flag;
    if (once->is_done)
        return;
    HOP_WITH_LOCK(&once->mutex)
    {
        if (!once->is_done)
            function();
        once->is_done = true;
    }
}
