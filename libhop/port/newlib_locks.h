// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// newlib's lock objects (<sys/lock.h>), for the one file of a kernel's side that has defined struct __lock, and that goes on
// to define how they are acquired and released. All zeros is a lock that nobody has.
#pragma once

#include <sys/lock.h>

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
