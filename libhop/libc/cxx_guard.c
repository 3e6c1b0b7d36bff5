// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Guards of C++ local statics (C++ ABI for Arm, 3.2.3.3): a word whose bit 0 says
// that the object has been constructed.
//
// One recursive mutex is held while any of them is constructed, so a task that
// comes second waits for the object. A task that dies meanwhile gives the mutex
// back, by __cxa_guard_abort or with all its other ones, and the next constructs
// the object anew. A static that needs itself for its construction overflows
// the stack, like any endless recursion.
#include "kernel/recursive.h"

#include <stdint.h>

enum { CONSTRUCTED = 1 };

int __cxa_guard_acquire(volatile uint32_t *guard);
void __cxa_guard_release(volatile uint32_t *guard);
void __cxa_guard_abort(volatile uint32_t *guard);

static struct hop_recursive_mutex lock;

static void acquire(void)
{
    if (hop_recursive_reenter(&lock))
        return;
    int result = hop_mutex_acquire(&lock.mutex);
    if (result != HOP_OK && result != HOP_OWNER_DIED)
        hop_panic("local static: tasks wait for each other");
    lock.depth = 1;
}

static void release(void)
{
    if (hop_recursive_leave(&lock))
        hop_mutex_release(&lock.mutex);
}

// 1: the caller constructs the object and then releases or aborts.
HOP_CHECKED int __cxa_guard_acquire(volatile uint32_t *guard)
{
    if ((*guard & CONSTRUCTED) != 0)
        return 0;
    acquire();
    if ((*guard & CONSTRUCTED) == 0)
        return 1;
    release();
    return 0;
}

HOP_CHECKED void __cxa_guard_release(volatile uint32_t *guard)
{
    *guard = CONSTRUCTED;
    release();
}

HOP_CHECKED void __cxa_guard_abort(volatile uint32_t *guard)
{
    (void)guard;
    release();
}
