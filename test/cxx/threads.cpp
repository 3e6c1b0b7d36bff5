// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// C++'s threads, locks, condition variables, futures and waits for atomic objects on every core.
//
// RUN: %every_core -std=c++20 -Os -Wl,--gc-sections %s
// RUN: %clangxx --target=thumbv7em -O2 -flto -std=c++20 %s -o %t.lto.elf && %run --icount 7 %t.lto.elf | FileCheck %s
// RUN: %clangxx --target=thumbv6m -O0 -std=c++20 -Wl,--gc-sections,--defsym=__hop_stress_growth=1 \
// RUN:   -Wl,--defsym=__hop_main_stack_limit=60000 %s -o %t.grows.elf
// RUN: %run --icount 7 --timeout 120 %t.grows.elf | FileCheck %s

#include <hop/hop.h>

#include <atomic>
#include <barrier>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <future>
#include <latch>
#include <memory>
#include <mutex>
#include <semaphore>
#include <shared_mutex>
#include <thread>
#include <vector>

// Names of C's <threads.h> are the program's: once_flag and call_once would be ambiguous.
using namespace std;
using namespace std::chrono_literals;
static int thrd_create = 1;

static mutex guard;
static condition_variable changed;
static once_flag once;
static int counter, turn, calls;

static void locks()
{
    vector<thread> threads;
    for (int i = 0; i < 3; i++)
        threads.emplace_back([] {
            for (int j = 0; j < 50; j++) {
                lock_guard lock(guard);
                int before = counter;
                if (j % 10 == 0)
                    this_thread::yield();
                counter = before + 1;
            }
            call_once(once, [] { calls++; });
        });
    for (thread &each : threads)
        each.join();
    // CHECK: counted to 150, called 1
    printf("counted to %d, called %d\n", counter, calls * thrd_create);

    recursive_mutex again;
    again.lock();
    again.lock();
    thread([&] { printf("recursive %d\n", again.try_lock()); }).join();
    again.unlock();
    again.unlock();
    thread([&] { printf("recursive %d\n", again.try_lock()); again.unlock(); }).join();
    // CHECK-NEXT: recursive 0
    // CHECK-NEXT: recursive 1
    timed_mutex timed;
    timed.lock();
    thread([&] { printf("timed %d\n", timed.try_lock_for(5ms)); }).join();
    timed.unlock();
    // CHECK-NEXT: timed 0
    recursive_timed_mutex both;
    both.lock();
    printf("both %d\n", both.try_lock_for(1ms));
    both.unlock();
    both.unlock();
    // CHECK-NEXT: both 1
    shared_mutex readers;
    readers.lock_shared();
    thread([&] {
        printf("shared %d %d\n", readers.try_lock_shared(), readers.try_lock());
        readers.unlock_shared();
    }).join();
    readers.unlock_shared();
    // CHECK-NEXT: shared 1 0
    mutex other;
    scoped_lock two(guard, other);
    // CHECK-NEXT: handle 1
    printf("handle %d\n", guard.native_handle()->owner == hop_task_self());
}

static void conditions()
{
    thread waiter([] {
        unique_lock lock(guard);
        changed.wait(lock, [] { return turn == 1; });
        turn = 2;
        changed.notify_all();
    });
    {
        lock_guard lock(guard);
        turn = 1;
    }
    changed.notify_one();
    unique_lock lock(guard);
    // CHECK-NEXT: turned 1
    printf("turned %d\n", changed.wait_for(lock, 100ms, [] { return turn == 2; }));
    auto from = chrono::steady_clock::now();
    auto result = changed.wait_for(lock, 30ms);
    auto passed = chrono::steady_clock::now() - from;
    // CHECK-NEXT: timeout 1 1
    printf("timeout %d %d\n", result == cv_status::timeout, passed >= 30ms && passed < 40ms);
    waiter.join();
    condition_variable_any any;
    // CHECK-NEXT: timeout 1
    printf("timeout %d\n", any.wait_for(lock, 2ms) == cv_status::timeout);
    thread late([] {
        unique_lock lock(guard);
        turn = 3;
        notify_all_at_thread_exit(changed, std::move(lock));
    });
    changed.wait(lock, [] { return turn == 3; });
    late.join();
}

static void futures()
{
    // CHECK-NEXT: future 42
    printf("future %d\n", async(launch::async, [](int value) { return value * 2; }, 21).get());
    promise<int> broken;
    auto result = broken.get_future();
    thread thrower([&] {
        try {
            throw 7;
        } catch (...) {
            broken.set_exception(current_exception());
        }
    });
    try {
        result.get();
    } catch (int error) {
        // CHECK-NEXT: caught 7
        printf("caught %d\n", error);
    }
    thrower.join();
    promise<int> at_exit;
    thread([&] { at_exit.set_value_at_thread_exit(8); }).join();
    // CHECK-NEXT: at exit 8
    printf("at exit %d\n", at_exit.get_future().get());
    try {
        thread().join();
    } catch (const system_error &error) {
        // CHECK-NEXT: thread::join failed: Invalid argument
        puts(error.what());
    }
}

struct counted {
    static inline int alive;
    counted() { ++alive; }
    ~counted() { --alive; }
};

static void shared_objects()
{
    auto shared = make_shared<counted>();
    vector<thread> threads;
    for (int i = 0; i < 3; i++)
        threads.emplace_back([shared] {
            for (int j = 0; j < 20; j++) {
                auto copy = shared;
                this_thread::yield();
            }
        });
    auto stored = atomic_load(&shared);
    for (thread &each : threads)
        each.join();
    threads.clear();
    // CHECK-NEXT: owners 2
    printf("owners %ld\n", shared.use_count());
    shared.reset();
    stored.reset();
    // CHECK-NEXT: alive 0
    printf("alive %d\n", counted::alive);
}

// The waiter is more urgent than who makes the change: it must not spin.
static void waits()
{
    counting_semaphore<4> units(0);
    atomic<int> small = 0;
    atomic<long long> large = 0;
    latch both(2);
    thread maker([&] {
        units.release();
        both.count_down();
        small = 1;
        small.notify_one();
        large = 1;
        large.notify_all();
    });
    hop_task_set_priority(maker.native_handle(), HOP_PRIORITY_MAIN - 1);
    units.acquire();
    both.count_down();
    both.wait();
    small.wait(0);
    large.wait(0);
    maker.join();
    // CHECK-NEXT: waited 1 1 0
    printf("waited %d %d %d\n", small.load(), static_cast<int>(large), units.try_acquire_for(3ms));
    barrier phase(2, []() noexcept { puts("phase"); });
    thread other([&] {
        phase.arrive_and_wait();
        phase.arrive_and_wait();
    });
    // CHECK-NEXT: phase
    phase.arrive_and_wait();
    // CHECK-NEXT: phase
    phase.arrive_and_wait();
    other.join();
}

int main()
{
    locks();
    conditions();
    futures();
    shared_objects();
    waits();
    // CHECK-NEXT: ids 1 1 0
    printf("ids %d %d %d\n", thread().get_id() == thread::id(), thread::hardware_concurrency(),
           this_thread::get_id() == thread::id());
}
