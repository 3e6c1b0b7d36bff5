// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Waiting for a change of an atomic object, in place of libc++'s atomic.cpp, which has 16 KiB of counters and polls. Here
// all waiters wait in one place, and look again when anything has changed.
//
// A waiter counts itself before it looks at the number of changes, and keeps the mutex from then until it waits. Who
// makes a change looks at the counter afterwards, and takes the mutex to tell: so no task is told too early. A handler
// cannot take it; what it tells in that moment is seen LOOK_AGAIN later.
#include <atomic>
#include <hop/runtime.h>

_LIBCPP_BEGIN_NAMESPACE_STD

namespace {

constexpr uint32_t LOOK_AGAIN = 10; // milliseconds

constinit __libcpp_mutex_t waiting = _LIBCPP_MUTEX_INITIALIZER;
constinit __libcpp_condvar_t told = _LIBCPP_CONDVAR_INITIALIZER;
constinit atomic<uint32_t> waiters, changes;

// Also where the waiter is killed as it waits for the mutex.
struct Counted {
    Counted() { ++waiters; }
    ~Counted() { --waiters; }
};

class Waiter {
public:
    Waiter() { __libcpp_mutex_lock(&waiting); }
    ~Waiter() { __libcpp_mutex_unlock(&waiting); }
    void wait() { hop_condition_timed_wait(&told, &waiting, LOOK_AGAIN); }

private:
    Counted counted;
};

void tell()
{
    ++changes;
    if (waiters == 0)
        return;
    bool is_task = !hop_runtime_in_handler();
    if (is_task)
        __libcpp_mutex_lock(&waiting);
    __libcpp_condvar_broadcast(&told);
    if (is_task)
        __libcpp_mutex_unlock(&waiting);
}

} // namespace

void __cxx_atomic_notify_one(const volatile void *) noexcept
{
    tell();
}

void __cxx_atomic_notify_all(const volatile void *) noexcept
{
    tell();
}

__cxx_contention_t __libcpp_atomic_monitor(const volatile void *) noexcept
{
    return changes;
}

void __libcpp_atomic_wait(const volatile void *, __cxx_contention_t seen) noexcept
{
    Waiter waiter;
    if (changes == static_cast<uint32_t>(seen))
        waiter.wait();
}

// The same where the object itself has the size of what is monitored.

void __cxx_atomic_notify_one(const volatile __cxx_atomic_contention_t *) noexcept
{
    tell();
}

void __cxx_atomic_notify_all(const volatile __cxx_atomic_contention_t *) noexcept
{
    tell();
}

__cxx_contention_t __libcpp_atomic_monitor(const volatile __cxx_atomic_contention_t *object) noexcept
{
    return __cxx_atomic_load(object, memory_order_acquire);
}

void __libcpp_atomic_wait(const volatile __cxx_atomic_contention_t *object, __cxx_contention_t seen) noexcept
{
    Waiter waiter;
    if (__cxx_atomic_load(object, memory_order_acquire) == seen)
        waiter.wait();
}

_LIBCPP_END_NAMESPACE_STD
