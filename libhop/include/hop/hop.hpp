// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// libhop for C++: header only, no exceptions needed. Each class is the C object
// of the same name; contracts are those of the C calls, which each member names by doing
// no more than calling it.
#pragma once

#include <hop/hop.h>

#include <type_traits>

namespace hop {

// For std::lock_guard and the like as well: lock() has no result, as they want it, and comes
// back with the mutex only (hop/guard.h).
class mutex {
public:
    constexpr mutex() = default;
    mutex(const mutex &) = delete;
    mutex &operator=(const mutex &) = delete;

    void lock() { hop_mutex_guard_begin(&object); }
    bool try_lock()
    {
        int result = hop_mutex_try_lock(&object);
        return result == HOP_OK || result == HOP_OWNER_DIED;
    }
    int lock_for(uint32_t milliseconds) { return hop_mutex_timed_lock(&object, milliseconds); }
    void unlock() { hop_mutex_unlock(&object); }
    // For calls that have no member here.
    hop_mutex *native_handle() { return &object; }

private:
    hop_mutex object{};
};

// Holds a mutex for its scope.
class lock_guard {
public:
    explicit lock_guard(mutex &of) : guard(hop_mutex_guard_begin(of.native_handle())) {}
    ~lock_guard() { hop_mutex_guard_end(&guard); }
    lock_guard(const lock_guard &) = delete;
    lock_guard &operator=(const lock_guard &) = delete;

    // Whether the last owner died holding the mutex.
    bool owner_died() const { return guard.result == HOP_OWNER_DIED; }

private:
    hop_mutex_guard guard;
};

// A mutex that its owner may lock repeatedly; lock() as that of mutex.
class recursive_mutex {
public:
    constexpr recursive_mutex() = default;
    recursive_mutex(const recursive_mutex &) = delete;
    recursive_mutex &operator=(const recursive_mutex &) = delete;

    void lock() { hop_recursive_guard_begin(&object); }
    bool try_lock()
    {
        int result = hop_recursive_mutex_try_lock(&object);
        return result == HOP_OK || result == HOP_OWNER_DIED;
    }
    int lock_for(uint32_t milliseconds) { return hop_recursive_mutex_timed_lock(&object, milliseconds); }
    void unlock() { hop_recursive_mutex_unlock(&object); }
    // For the calls of C.
    hop_recursive_mutex *native_handle() { return &object; }

private:
    hop_recursive_mutex object{};
};

// Holds a recursive mutex for its scope.
class recursive_lock_guard {
public:
    explicit recursive_lock_guard(recursive_mutex &of) : guard(hop_recursive_guard_begin(of.native_handle())) {}
    ~recursive_lock_guard() { hop_recursive_guard_end(&guard); }
    recursive_lock_guard(const recursive_lock_guard &) = delete;
    recursive_lock_guard &operator=(const recursive_lock_guard &) = delete;

    // Whether the last owner died holding the mutex.
    bool owner_died() const { return guard.result == HOP_OWNER_DIED; }

private:
    hop_recursive_guard guard;
};

// A reader/writer lock with places for N readers; lock() and lock_shared() as those of mutex.
template <unsigned N>
class rwlock {
    static_assert(N >= 1 && N <= HOP_RWLOCK_READERS_MAX, "readers of a lock");

public:
    constexpr rwlock() : object{{}, places, N, 0} {}
    rwlock(const rwlock &) = delete;
    rwlock &operator=(const rwlock &) = delete;

    void lock() { hop_rwlock_write_begin(&object); }
    bool try_lock() { return is_acquired(hop_rwlock_try_write_lock(&object)); }
    int lock_for(uint32_t milliseconds) { return hop_rwlock_timed_write_lock(&object, milliseconds); }
    void unlock() { hop_rwlock_unlock(&object); }
    void lock_shared() { hop_rwlock_read_begin(&object); }
    bool try_lock_shared() { return is_acquired(hop_rwlock_try_read_lock(&object)); }
    int lock_shared_for(uint32_t milliseconds)
    {
        return hop_rwlock_timed_read_lock(&object, milliseconds);
    }
    void unlock_shared() { hop_rwlock_unlock(&object); }
    // For the calls of C.
    hop_rwlock *native_handle() { return &object; }

private:
    static bool is_acquired(int result) { return result == HOP_OK || result == HOP_OWNER_DIED; }

    hop_mutex places[N]{};
    hop_rwlock object;
};

// Hold a lock for their scope, to read and to write.
class read_guard {
public:
    template <unsigned N>
    explicit read_guard(rwlock<N> &of) : guard(hop_rwlock_read_begin(of.native_handle()))
    {
    }
    ~read_guard() { hop_rwlock_guard_end(&guard); }
    read_guard(const read_guard &) = delete;
    read_guard &operator=(const read_guard &) = delete;

    // Whether the last writer died.
    bool owner_died() const { return guard.result == HOP_OWNER_DIED; }

private:
    hop_rwlock_guard guard;
};

// The same to write.
class write_guard {
public:
    template <unsigned N>
    explicit write_guard(rwlock<N> &of) : guard(hop_rwlock_write_begin(of.native_handle()))
    {
    }
    ~write_guard() { hop_rwlock_guard_end(&guard); }
    write_guard(const write_guard &) = delete;
    write_guard &operator=(const write_guard &) = delete;

    // Whether the last writer died.
    bool owner_died() const { return guard.result == HOP_OWNER_DIED; }

private:
    hop_rwlock_guard guard;
};

// A deferral region for its scope.
class kill_deferred {
public:
    kill_deferred() { hop_kill_defer_begin(); }
    ~kill_deferred() { hop_kill_defer_end(); }
    kill_deferred(const kill_deferred &) = delete;
    kill_deferred &operator=(const kill_deferred &) = delete;
};

// No other task runs for its scope.
class preemption_suspended {
public:
    preemption_suspended() { hop_preemption_suspend(); }
    ~preemption_suspended() { hop_preemption_resume(); }
    preemption_suspended(const preemption_suspended &) = delete;
    preemption_suspended &operator=(const preemption_suspended &) = delete;
};

// An interrupt's handler does not begin for its scope, nor does another task run (hop/irq.h).
class irq_masked {
public:
    explicit irq_masked(unsigned irq) : guard(hop_irq_guard_begin(irq)) {}
    ~irq_masked() { hop_irq_guard_end(&guard); }
    irq_masked(const irq_masked &) = delete;
    irq_masked &operator=(const irq_masked &) = delete;

private:
    hop_irq_guard guard;
};

// Full access of a task to a soft-lock, for its scope.
class softlock_access {
public:
    softlock_access(hop_softlock &of, void (*drain)(hop_softlock *)) : lock(of), carry_out(drain)
    {
        hop_softlock_enter(&lock);
    }
    ~softlock_access() { hop_softlock_leave(&lock, carry_out); }
    softlock_access(const softlock_access &) = delete;
    softlock_access &operator=(const softlock_access &) = delete;

private:
    hop_softlock &lock;
    void (*carry_out)(hop_softlock *);
};

// Counting semaphore, by hop/semaphore.h.
class semaphore {
public:
    // A count of `initial`, which goes up to `max`.
    constexpr explicit semaphore(uint16_t initial, uint16_t max = HOP_SEMAPHORE_MAX)
        : object{{}, {{static_cast<int16_t>(initial)}}, max}
    {
    }
    semaphore(const semaphore &) = delete;
    semaphore &operator=(const semaphore &) = delete;

    int give() { return hop_semaphore_give(&object); }
    int take() { return hop_semaphore_take(&object); }
    int take_for(uint32_t milliseconds) { return hop_semaphore_timed_take(&object, milliseconds); }
    int try_take() { return hop_semaphore_try_take(&object); }
    unsigned count() const { return hop_semaphore_count(&object); }

private:
    hop_semaphore object;
};

// A channel of N items of type T, which is copied as bytes.
template <typename T, unsigned N>
class channel {
    static_assert(std::is_trivially_copyable<T>::value, "items are copied as bytes");
    static_assert(N >= 1 && N <= HOP_CHANNEL_CAPACITY_MAX, "capacity of a channel");

public:
    channel() { hop_channel_init(&object, buffer, N, sizeof(T)); }
    channel(const channel &) = delete;
    channel &operator=(const channel &) = delete;

    int send(const T &item) { return hop_channel_send(&object, &item); }
    int send_for(const T &item, uint32_t milliseconds)
    {
        return hop_channel_timed_send(&object, &item, milliseconds);
    }
    int try_send(const T &item) { return hop_channel_try_send(&object, &item); }
    int receive(T &item) { return hop_channel_receive(&object, &item); }
    int receive_for(T &item, uint32_t milliseconds)
    {
        return hop_channel_timed_receive(&object, &item, milliseconds);
    }
    int try_receive(T &item) { return hop_channel_try_receive(&object, &item); }

private:
    hop_channel object;
    alignas(4) unsigned char buffer[HOP_CHANNEL_BUFFER_SIZE(N, sizeof(T))];
};

// Event flags, by hop/flags.h.
class flags {
public:
    constexpr flags() = default;
    flags(const flags &) = delete;
    flags &operator=(const flags &) = delete;

    void set(uint32_t bits) { hop_flags_set(&object, bits); }
    uint32_t clear(uint32_t bits) { return hop_flags_clear(&object, bits); }
    uint32_t get() const { return hop_flags_get(&object); }
    int wait(uint32_t &bits, unsigned mode) { return hop_flags_wait(&object, &bits, mode); }
    int wait_for(uint32_t &bits, unsigned mode, uint32_t milliseconds)
    {
        return hop_flags_timed_wait(&object, &bits, mode, milliseconds);
    }

private:
    hop_flags object{};
};

// Condition variable, by hop/condition.h.
class condition {
public:
    constexpr condition() = default;
    condition(const condition &) = delete;
    condition &operator=(const condition &) = delete;

    int wait(mutex &held) { return hop_condition_wait(&object, held.native_handle()); }
    int wait_for(mutex &held, uint32_t milliseconds)
    {
        return hop_condition_timed_wait(&object, held.native_handle(), milliseconds);
    }
    void signal() { hop_condition_signal(&object); }
    void broadcast() { hop_condition_broadcast(&object); }

private:
    hop_condition object{};
};

// A timer, by hop/timer.h, whose callbacks a task that runs hop_timer_service calls. The object must outlive
// that: give it static storage, or remove the timer.
class timer {
public:
    constexpr timer() = default;
    timer(const timer &) = delete;
    timer &operator=(const timer &) = delete;

    // As hop_timer_init; before the other calls.
    int init(void (*callback)(void *), void *argument, uint32_t delay, uint32_t period = 0)
    {
        hop_timer_config config{callback, argument, delay, period};
        return hop_timer_init(&object, &config);
    }
    void start() { hop_timer_start(&object); }
    void stop() { hop_timer_stop(&object); }
    int remove() { return hop_timer_remove(&object); }

private:
    hop_timer object{};
};

// What outlives restarts of a task, by hop/survivor.h. The object has to have static storage.
template <typename T>
class survivor {
    static_assert(std::is_trivially_copyable<T>::value, "copied byte by byte");

public:
    constexpr survivor() = default;
    survivor(const survivor &) = delete;
    survivor &operator=(const survivor &) = delete;

    uint32_t read(T &value) const { return hop_survivor_read(&object, &value); }
    int commit(const T &value) { return hop_survivor_commit(&object, &value); }
    int clear() { return hop_survivor_clear(&object); }

private:
    struct {
        hop_survivor_head head{};
        T value{};
    } home[2]{};
    hop_survivor object{{&home[0].head, &home[1].head}, sizeof(T)};
};

// Allocator of memory that belongs to the task that allocates (hop/owned.h), for containers that do not
// outlive it: what no destructor frees when it dies, ownership does. Where there is no memory, that is a panic.
template <typename T>
struct owned_allocator {
    static_assert(alignof(T) <= 8, "alignment of the heap");
    // As containers want it.
    using value_type = T;

    owned_allocator() = default;
    // Of another type.
    template <typename U>
    owned_allocator(const owned_allocator<U> &)
    {
    }
    // Room for so many objects.
    T *allocate(size_t count)
    {
        size_t size = count <= SIZE_MAX / sizeof(T) ? count * sizeof(T) : SIZE_MAX;
        void *block = hop_mem_alloc_owned(size);
        if (!block)
            hop_panic("out of memory: %u objects", static_cast<unsigned>(count));
        return static_cast<T *>(block);
    }
    // Gives it back.
    void deallocate(T *block, size_t) { hop_mem_free(block); }
};

// Any of them frees what another has allocated.
template <typename T, typename U>
bool operator==(const owned_allocator<T> &, const owned_allocator<U> &)
{
    return true;
}

// The opposite.
template <typename T, typename U>
bool operator!=(const owned_allocator<T> &, const owned_allocator<U> &)
{
    return false;
}

// A task with a stack of its own. The object must outlive the task: give it static
// storage.
template <unsigned StackSize>
class task {
    static_assert(StackSize >= HOP_STACK_MIN, "HOP_STACK_MIN");

public:
    constexpr task() = default;
    task(const task &) = delete;
    task &operator=(const task &) = delete;

    int start(const char *name, unsigned priority, void (*entry)(void *), void *argument = nullptr,
              hop_restart_policy restart = HOP_RESTART_ALWAYS)
    {
        hop_task_config config{};
        config.name = name;
        config.entry = entry;
        config.argument = argument;
        config.stack = stack;
        config.stack_size = sizeof stack;
        config.priority = priority;
        config.restart = restart;
        return hop_task_create(&object, &config);
    }
    int notify() { return hop_task_notify(&object); }
    int kill(const char *reason) { return hop_task_kill(&object, reason); }
    int suspend() { return hop_task_suspend(&object); }
    int resume() { return hop_task_resume(&object); }
    // For calls that have no member here.
    hop_task *native_handle() { return &object; }

private:
    hop_task object{};
    alignas(8) unsigned char stack[StackSize]{};
};

} // namespace hop
