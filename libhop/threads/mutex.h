// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// mtx_t and cnd_t, as they are inside.
#pragma once

#include "hop/condition.h"
#include "hop/mutex.h"
#include "threads/wait.h"

// Of a plain one `depth` stays unused.
struct hop_threads_mutex {
    struct hop_recursive_mutex lock;
    int type;
};

_Static_assert(sizeof(struct hop_threads_mutex) <= sizeof(mtx_t), "threads.h has its size");
_Static_assert(sizeof(struct hop_condition) <= sizeof(cnd_t), "threads.h has its size");

static inline struct hop_threads_mutex *hop_threads_mutex_of(mtx_t *mutex)
{
    return (struct hop_threads_mutex *)mutex;
}

static inline bool hop_threads_mutex_recurs(const struct hop_threads_mutex *mutex)
{
    return (mutex->type & mtx_recursive) != 0;
}
