// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Timed and shared mutexes are as std::mutex is: who waits lends its priority to the owner, and a thread that is
// reclaimed, whose destructors do not run, has them no longer. They inherited nothing, and stayed locked for ever.
// Nobody lends anything to the readers of a shared mutex, and one that is reclaimed still counts (sysroot/LIMITS.md).
//
// RUN: %every_core -std=c++20 -Os %s
#include <chrono>
#include <cstdio>
#include <hop/hop.h>
#include <mutex>
#include <shared_mutex>
#include <thread>

using namespace std::chrono_literals;

extern "C" void hop_panic_hook(const hop_panic_info *) {}

static int wrong;

static void expect(bool is_true, int line)
{
    if (!is_true) {
        std::printf("line %d\n", line);
        wrong++;
    }
}
#define EXPECT(expression) expect(expression, __LINE__)

// The owner has the priority of who waits, as long as that waits.
template <class Mutex> static void inherit()
{
    Mutex mutex;
    mutex.lock();
    hop_task *self = hop_task_self();
    unsigned own = hop_task_priority(self);
    unsigned lent = 0;
    std::thread waits([&] {
        hop_task_set_priority(hop_task_self(), own + 2);
        if constexpr (requires { mutex.try_lock_for(5ms); })
            EXPECT(!mutex.try_lock_for(5ms));
        std::lock_guard lock(mutex);
    });
    hop_task_sleep(2);
    lent = hop_task_priority(self);
    hop_task_sleep(10);
    EXPECT(lent == own + 2 && hop_task_priority(self) == own + 2);
    mutex.unlock();
    EXPECT(hop_task_priority(self) == own);
    waits.join();
}

// Its destructor needs more than the reserve.
struct Reclaimed {
    __attribute__((noinline)) ~Reclaimed()
    {
        volatile char frame[4000];
        frame[0] = 1;
        reclaim(frame);
    }
    static __attribute__((noinline)) void reclaim(volatile char *frame)
    {
        frame[1] = frame[0];
        hop_panic("in a cleanup");
    }
};

template <class Mutex> static void reclaim()
{
    Mutex mutex;
    std::thread([&] {
        std::lock_guard lock(mutex);
        Reclaimed object;
        hop_panic("on purpose");
    }).join();
    EXPECT(mutex.try_lock());
    mutex.unlock();
    if constexpr (requires { mutex.try_lock_shared(); }) {
        EXPECT(mutex.try_lock_shared());
        EXPECT(!mutex.try_lock());
        mutex.unlock_shared();
        EXPECT(mutex.try_lock());
        mutex.unlock();
    }
}

// Nobody knows any more that it reads.
static void reclaim_reader()
{
    std::shared_mutex mutex;
    std::thread([&] {
        std::shared_lock lock(mutex);
        Reclaimed object;
        hop_panic("on purpose");
    }).join();
    EXPECT(!mutex.try_lock());
    EXPECT(mutex.try_lock_shared());
}

// From times long past to those that never come.
template <class Mutex> static void times()
{
    Mutex mutex;
    mutex.lock();
    std::thread([&] {
        auto begin = std::chrono::steady_clock::now();
        EXPECT(!mutex.try_lock_for(-1h));
        EXPECT(!mutex.try_lock_until(std::chrono::steady_clock::time_point::min() + 1000h));
        EXPECT(std::chrono::steady_clock::now() - begin < 2ms);
        EXPECT(!mutex.try_lock_for(20ms));
        EXPECT(std::chrono::steady_clock::now() - begin >= 20ms);
    }).join();
    std::thread other([&] {
        EXPECT(mutex.try_lock_until(std::chrono::steady_clock::time_point::max()));
        mutex.unlock();
    });
    hop_task_sleep(5);
    mutex.unlock();
    other.join();
}

// A writer waits for those that read, and keeps later ones out; if it gives up they come in.
static void share()
{
    std::shared_timed_mutex mutex;
    mutex.lock_shared();
    int order = 0, wrote = 0, read = 0;
    std::thread gives_up([&] { EXPECT(!mutex.try_lock_for(10ms)); });
    std::thread reads([&] {
        hop_task_sleep(2);
        EXPECT(!mutex.try_lock_shared_for(2ms));
        EXPECT(mutex.try_lock_shared_for(100ms));
        mutex.unlock_shared();
    });
    gives_up.join();
    reads.join();
    std::thread writes([&] {
        std::unique_lock lock(mutex);
        wrote = ++order;
    });
    hop_task_sleep(2);
    std::thread later([&] {
        std::shared_lock lock(mutex);
        read = ++order;
    });
    hop_task_sleep(2);
    EXPECT(order == 0);
    mutex.unlock_shared();
    writes.join();
    later.join();
    EXPECT(wrote == 1 && read == 2);
}

int main()
{
    inherit<std::timed_mutex>();
    inherit<std::recursive_timed_mutex>();
    inherit<std::shared_mutex>();
    inherit<std::shared_timed_mutex>();
    reclaim<std::timed_mutex>();
    reclaim<std::recursive_timed_mutex>();
    reclaim<std::shared_mutex>();
    reclaim<std::shared_timed_mutex>();
    reclaim_reader();
    times<std::timed_mutex>();
    times<std::recursive_timed_mutex>();
    times<std::shared_timed_mutex>();
    share();
    // CHECK: wrong 0
    std::printf("wrong %d\n", wrong);
    return wrong != 0;
}
