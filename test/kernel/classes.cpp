// RUN: %every_core -Os -Wall -Wextra -Werror %s
// RUN: %every_core -Os -fno-exceptions -fno-rtti -std=c++17 %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// hop/hop.hpp: each class does what its C object does, and a guard unlocks when its task dies. Objects of C are initialised
// without a warning.
#include <hop/hop.hpp>

#include <cstdio>
#include <vector>

static hop::mutex mutex;
static hop::semaphore semaphore(0, 3);
static hop::channel<long, 2> channel;
static hop::flags flags;
static hop::condition condition;
static hop::task<2048> worker;
static bool ready;
static hop::rwlock<2> rwlock;
static hop::survivor<short> survivor;
static hop_semaphore semaphore_of_c = HOP_SEMAPHORE(1, 2);
static hop_mutex places_of_c[1];
static hop_rwlock rwlock_of_c = HOP_RWLOCK(places_of_c);

static void work(void *)
{
    long sum = 0, item;
    for (int i = 0; i < 3; i++)
        if (channel.receive(item) == HOP_OK)
            sum += item;
    std::printf("received %ld\n", sum);
    semaphore.give();
    uint32_t bits = 6;
    flags.wait(bits, HOP_FLAGS_ALL);
    std::printf("flags %u\n", static_cast<unsigned>(bits));
    {
        hop::lock_guard lock(mutex);
        ready = true;
        condition.signal();
    }
    hop_notification_wait();
    hop::lock_guard lock(mutex);
    hop::kill_deferred deferred;
    hop::preemption_suspended suspended;
    hop_panic("with a lock");
}

// Without exceptions or with: nobody gets past a lock without having it.
static hop::task<2048> waiter;
static volatile bool got_past;

static void wait_for_lock(void *)
{
    mutex.lock();
    got_past = true;
    mutex.unlock();
}

static void wait_for_guard(void *)
{
    hop::lock_guard lock(mutex);
    got_past = true;
}

static void write_and_die(void *)
{
    hop::write_guard guard(rwlock);
    hop_panic("writer");
}

static void read_and_write()
{
    {
        hop::read_guard reader(rwlock), another(rwlock);
        std::printf("reads: write %d, late %d, read %d", rwlock.try_lock(), rwlock.lock_for(1), rwlock.try_lock_shared());
    }
    std::printf(", then write %d", rwlock.try_lock());
    std::printf(", read %d\n", rwlock.lock_shared_for(1));
    rwlock.unlock();
    waiter.start("writer", 20, write_and_die, nullptr, HOP_RESTART_NEVER);
    hop::read_guard reader(rwlock);
    std::printf("writer died %d, poisoned %d\n", reader.owner_died(), hop_rwlock_is_poisoned(rwlock.native_handle()));
}

static hop::recursive_mutex recursive;

static void lock_twice_and_die(void *)
{
    hop::recursive_lock_guard outer(recursive), inner(recursive);
    hop_panic("twice");
}

static void lock_twice()
{
    waiter.start("twice", 20, lock_twice_and_die, nullptr, HOP_RESTART_NEVER);
    hop::recursive_lock_guard outer(recursive);
    bool is_again = recursive.try_lock();
    std::printf("recursive: again %d, timed %d, owner died %d", is_again, recursive.lock_for(1), outer.owner_died());
    recursive.unlock();
    recursive.unlock();
    std::printf(", still held %d\n", recursive.native_handle()->mutex.owner == hop_task_self());
}

static hop::timer timer;
static hop::task<2048> timer_service;
static volatile int calls;

static void call(void *)
{
    calls = calls + 1;
}

static void run_timer()
{
    timer_service.start("timers", 20, hop_timer_service);
    int never = timer.init(nullptr, nullptr, 1), made = timer.init(call, nullptr, 1, 2);
    hop_task_sleep(1); // a tick has just been
    timer.start();
    hop_task_sleep(6);
    timer.stop();
    hop_task_sleep(6);
    int removed = timer.remove();
    std::printf("timer: %d %d, calls %d, removed %d %d\n", never, made, calls, removed, timer.remove());
}

// The vector's destructor is passed over, with the cleanups of the function at fault.
static void own_and_fault(void *)
{
    std::vector<int, hop::owned_allocator<int>> numbers(20, 1);
    numbers.resize(60, 2);
    if (numbers[19] + numbers[20] == 3)
        __asm volatile("udf #1");
}

static void own_too_much(void *)
{
    hop::owned_allocator<long long>().allocate(SIZE_MAX / 8);
}

static void kill_while_waiting(const char *name, void (*entry)(void *))
{
    mutex.lock();
    waiter.start(name, 20, entry, nullptr, HOP_RESTART_NEVER);
    waiter.kill("while it waits");
    mutex.unlock();
    hop_task_join(waiter.native_handle());
    std::printf("%s: got past %d\n", name, got_past);
}

int main()
{
    // CHECK: of C: 0 0 0
    std::printf("of C: %d", hop_semaphore_try_take(&semaphore_of_c));
    std::printf(" %d %d\n", hop_rwlock_try_read_lock(&rwlock_of_c), hop_rwlock_unlock(&rwlock_of_c));
    // CHECK: start -1 0
    int wrong = worker.start("worker", 99, work);
    std::printf("start %d %d\n", wrong, worker.start("worker", 20, work, nullptr, HOP_RESTART_NEVER));
    // CHECK-NEXT: received 60
    for (long item = 10; item <= 30; item += 10)
        channel.send(item);
    // CHECK-NEXT: taken 0 -3 -10, count 0
    int taken = semaphore.take(), late = semaphore.take_for(2);
    std::printf("taken %d %d %d, count %u\n", taken, late, semaphore.try_take(), semaphore.count());
    // CHECK-NEXT: flags 6
    {
        hop::lock_guard lock(mutex);
        flags.set(2);
        flags.set(4);
        while (!ready)
            condition.wait(mutex);
        // CHECK-NEXT: ready, owner died 0
        std::printf("ready, owner died %d\n", lock.owner_died());
    }
    // CHECK: panic: with a lock
    worker.notify();
    // CHECK: free again 1, suspended 0
    std::printf("free again %d, suspended %d\n", mutex.try_lock(), hop_preemption_is_suspended());
    mutex.unlock();
    // CHECK: panic: while it waits
    // CHECK: lock: got past 0
    kill_while_waiting("lock", wait_for_lock);
    // CHECK: panic: while it waits
    // CHECK: guard: got past 0
    kill_while_waiting("guard", wait_for_guard);
    {
        hop::irq_masked masked(9);
        std::printf("masked: suspended %d", hop_preemption_is_suspended());
    }
    // CHECK: masked: suspended 1, then 0
    std::printf(", then %d\n", hop_preemption_is_suspended());
    // CHECK: carried out
    {
        static hop_softlock lock;
        hop::softlock_access access(lock, [](hop_softlock *) { std::puts("carried out"); });
        hop_softlock_pend(&lock);
    }
    // CHECK: reads: write 0, late -4, read 0, then write 1, read -4
    // CHECK: panic: writer
    // CHECK: writer died 0, poisoned 0
    read_and_write();
    short kept = 7;
    unsigned none = static_cast<unsigned>(survivor.read(kept));
    survivor.commit(static_cast<short>(kept + 1));
    unsigned first = static_cast<unsigned>(survivor.read(kept));
    // CHECK-NEXT: survivor: 0, 1 of 8
    std::printf("survivor: %u, %u of %d\n", none, first, kept);
    // CHECK: panic: undefined instruction
    // CHECK: freed 1 block of 256 bytes
    waiter.start("owner", 20, own_and_fault, nullptr, HOP_RESTART_NEVER);
    hop_task_join(waiter.native_handle());
    // CHECK: panic: out of memory: 536870911 objects
    waiter.start("too much", 20, own_too_much, nullptr, HOP_RESTART_NEVER);
    hop_task_join(waiter.native_handle());
    // CHECK: panic: twice
    // CHECK: recursive: again 1, timed 0, owner died 0, still held 1
    lock_twice();
    // CHECK-NEXT: timer: -1 0, calls 3, removed 0 -1
    run_timer();
    return 0;
}
