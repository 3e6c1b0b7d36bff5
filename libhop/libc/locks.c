// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// newlib's locks on kernel mutexes. All are recursive. While a task holds one
// it is in a deferral region: a kill there would leave the C library's global
// state half-changed, so it waits for the release.
//
// Handlers must not call functions of the C library that lock; malloc and its
// relatives do not.
#include "kernel/recursive.h"

#include <sys/lock.h>

struct __lock {
    struct hop_recursive_mutex recursive;
};

struct __lock __lock___sinit_recursive_mutex;
struct __lock __lock___sfp_recursive_mutex;
struct __lock __lock___atexit_recursive_mutex;
struct __lock __lock___at_quick_exit_mutex;
struct __lock __lock___malloc_recursive_mutex;
struct __lock __lock___env_recursive_mutex;
struct __lock __lock___tz_mutex;
struct __lock __lock___dd_hash_mutex;
struct __lock __lock___arc4random_mutex;

// Streams share one lock: no allocation in fopen's path, and a FILE that is
// never closed costs nothing.
static struct __lock streams;

void __retarget_lock_init(_LOCK_T *lock)
{
    *lock = &streams;
}

void __retarget_lock_init_recursive(_LOCK_T *lock)
{
    *lock = &streams;
}

void __retarget_lock_close(_LOCK_T lock)
{
    (void)lock;
}

void __retarget_lock_close_recursive(_LOCK_T lock)
{
    (void)lock;
}

// The region begins before the wait and a failed attempt ends it again: between
// getting the mutex and being protected there must be no call that can trap.
static int acquire(_LOCK_T lock, int (*lock_mutex)(struct hop_mutex *))
{
    if (hop_recursive_reenter(&lock->recursive))
        return HOP_OK;
    hop_kill_defer_begin();
    int result = lock_mutex(&lock->recursive.mutex);
    if (result != HOP_OK && result != HOP_OWNER_DIED) {
        hop_kill_defer_end();
        return result;
    }
    lock->recursive.depth = 1;
    return HOP_OK;
}

static void release(_LOCK_T lock)
{
    if (!hop_recursive_leave(&lock->recursive))
        return;
    hop_mutex_release(&lock->recursive.mutex);
    hop_kill_defer_end();
}

HOP_CHECKED void __retarget_lock_acquire(_LOCK_T lock)
{
    acquire(lock, hop_mutex_acquire);
}

HOP_CHECKED void __retarget_lock_acquire_recursive(_LOCK_T lock)
{
    acquire(lock, hop_mutex_acquire);
}

// newlib takes 0 for "not acquired" here.
HOP_CHECKED int __retarget_lock_try_acquire(_LOCK_T lock)
{
    return acquire(lock, hop_mutex_try_acquire) == HOP_OK;
}

HOP_CHECKED int __retarget_lock_try_acquire_recursive(_LOCK_T lock)
{
    return acquire(lock, hop_mutex_try_acquire) == HOP_OK;
}

HOP_CHECKED void __retarget_lock_release(_LOCK_T lock)
{
    release(lock);
}

HOP_CHECKED void __retarget_lock_release_recursive(_LOCK_T lock)
{
    release(lock);
}
