// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What newlib and the C++ library want of a system with threads, where there is one. Nobody waits
// for a lock; while one is held a kill waits, since the library's state is half-changed. Handlers must not
// call functions of the C library that lock; malloc and its relatives do not.
#include <hop/mark.h>
#include <hop/panic.h>

struct __lock {
    char unused;
};

#include "../newlib_locks.h"

void __retarget_lock_acquire(_LOCK_T lock)
{
    (void)lock;
    hop_kill_defer_begin();
}

void __retarget_lock_acquire_recursive(_LOCK_T lock)
{
    __retarget_lock_acquire(lock);
}

// newlib takes 0 for "not acquired" here.
int __retarget_lock_try_acquire(_LOCK_T lock)
{
    __retarget_lock_acquire(lock);
    return 1;
}

int __retarget_lock_try_acquire_recursive(_LOCK_T lock)
{
    return __retarget_lock_try_acquire(lock);
}

HOP_CHECKED void __retarget_lock_release(_LOCK_T lock)
{
    (void)lock;
    hop_kill_defer_end();
}

HOP_CHECKED void __retarget_lock_release_recursive(_LOCK_T lock)
{
    __retarget_lock_release(lock);
}

// Guards of C++ local statics (C++ ABI for Arm, 3.2.3.3): bit 0 says that the object has been constructed.

int __cxa_guard_acquire(volatile uint32_t *guard);
void __cxa_guard_release(volatile uint32_t *guard);
void __cxa_guard_abort(volatile uint32_t *guard);

int __cxa_guard_acquire(volatile uint32_t *guard)
{
    return (*guard & 1) == 0;
}

void __cxa_guard_release(volatile uint32_t *guard)
{
    *guard = 1;
}

void __cxa_guard_abort(volatile uint32_t *guard)
{
    (void)guard;
}
