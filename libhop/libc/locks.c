// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// newlib's locks on kernel mutexes. All are recursive. While a task holds one
// it is in a deferral region: a kill there would leave the C library's global
// state half-changed, so it waits for the release.
//
// Handlers must not call functions of the C library that lock; malloc and its
// relatives do not.
#include "kernel/recursive.h"

struct __lock {
    struct hop_recursive_mutex recursive;
};

#include "port/newlib_locks.h"

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

// newlib cannot be told; and who went on without the lock would give the owner's back.
static void acquire_or_die(_LOCK_T lock)
{
    if (acquire(lock, hop_mutex_acquire) != HOP_OK)
        hop_panic("a lock of the C library: tasks wait for each other");
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
    acquire_or_die(lock);
}

HOP_CHECKED void __retarget_lock_acquire_recursive(_LOCK_T lock)
{
    acquire_or_die(lock);
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
