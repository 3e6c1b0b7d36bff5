// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What newlib and the C++ library want of a system with threads: one recursive mutex of FreeRTOS for all of it. While a
// task has one of newlib's locks a kill waits, since the library's state is half-changed. Handlers must not call functions
// of the C library that lock; malloc and its relatives do not.
#include <FreeRTOS.h>
#include <semphr.h>

#include <hop/fatal.h>
#include <hop/mark.h>
#include <hop/panic.h>

#if configUSE_RECURSIVE_MUTEXES != 1 || INCLUDE_xTaskGetSchedulerState != 1
#error "FreeRTOSConfig.h needs configUSE_RECURSIVE_MUTEXES and INCLUDE_xTaskGetSchedulerState"
#endif

struct __lock {
    char unused;
};

#include "../newlib_locks.h"

static SemaphoreHandle_t mutex;

// Before main there is nobody to exclude; FreeRTOS's mutexes are no recursive ones there.
static bool is_alone(void)
{
    return xTaskGetSchedulerState() == taskSCHEDULER_NOT_STARTED;
}

// Before the constructors of the application, which may print.
__attribute__((constructor(102))) static void make_mutex(void)
{
    mutex = xSemaphoreCreateRecursiveMutex();
    if (mutex == NULL)
        hop_fatal("no memory for the lock of the C library", 0);
}

static BaseType_t take(TickType_t ticks)
{
    return is_alone() ? pdTRUE : xSemaphoreTakeRecursive(mutex, ticks);
}

static void give(void)
{
    if (!is_alone())
        xSemaphoreGiveRecursive(mutex);
}

// The region begins before the wait: a task that is killed in it gets the mutex, and gives it back.
HOP_CHECKED void __retarget_lock_acquire(_LOCK_T lock)
{
    (void)lock;
    hop_kill_defer_begin();
    while (take(portMAX_DELAY) != pdTRUE)
        ;
}

HOP_CHECKED void __retarget_lock_acquire_recursive(_LOCK_T lock)
{
    __retarget_lock_acquire(lock);
}

// newlib takes 0 for "not acquired" here.
HOP_CHECKED int __retarget_lock_try_acquire(_LOCK_T lock)
{
    (void)lock;
    hop_kill_defer_begin();
    if (take(0) == pdTRUE)
        return 1;
    hop_kill_defer_end();
    return 0;
}

HOP_CHECKED int __retarget_lock_try_acquire_recursive(_LOCK_T lock)
{
    return __retarget_lock_try_acquire(lock);
}

HOP_CHECKED void __retarget_lock_release(_LOCK_T lock)
{
    (void)lock;
    give();
    hop_kill_defer_end();
}

HOP_CHECKED void __retarget_lock_release_recursive(_LOCK_T lock)
{
    __retarget_lock_release(lock);
}

// Guards of C++ local statics (C++ ABI for Arm, 3.2.3.3): bit 0 says that the object has been constructed. The mutex is
// held meanwhile; a constructor that is unwound calls abort.

int __cxa_guard_acquire(volatile uint32_t *guard);
void __cxa_guard_release(volatile uint32_t *guard);
void __cxa_guard_abort(volatile uint32_t *guard);

HOP_CHECKED int __cxa_guard_acquire(volatile uint32_t *guard)
{
    if (*guard & 1)
        return 0;
    while (take(portMAX_DELAY) != pdTRUE)
        ;
    if ((*guard & 1) == 0)
        return 1;
    give();
    return 0;
}

HOP_CHECKED void __cxa_guard_release(volatile uint32_t *guard)
{
    *guard = 1;
    give();
}

HOP_CHECKED void __cxa_guard_abort(volatile uint32_t *guard)
{
    (void)guard;
    give();
}
