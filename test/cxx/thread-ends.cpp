// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Threads that die, by an overflow or a kill while they wait, let go of what they hold: std::thread::join says
// nothing, locks are free, what was to be told at the end is told, and all memory is back.
//
// RUN: %every_core -std=c++20 -Os -Wl,--gc-sections %s

#include <hop/hop.h>

#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <future>
#include <latch>
#include <mutex>
#include <thread>

static std::mutex guard;
static std::condition_variable changed;
static std::timed_mutex timed;
static std::atomic<int> never = 0;
static int destroyed;

extern "C" void hop_panic_hook(const hop_panic_info *info)
{
    printf("%s%s\n", info->text, info->reclaimed ? ", reclaimed" : "");
}

struct held {
    ~held() { ++destroyed; }
};

static int depth(int n)
{
    volatile char frame[64];
    frame[n % 64] = 1;
    return n < 0 ? 0 : depth(n + 1) + frame[n % 64];
}

static void overflow()
{
    held it;
    std::unique_lock lock(guard);
    depth(0);
}

// Kills the thread when it waits.
static void kill(std::thread &victim)
{
    hop_task_sleep(5);
    hop_task_kill(victim.native_handle(), "killed");
    victim.join();
}

template <class Function> static void kill_in(const char *name, Function function)
{
    printf("%s: ", name);
    std::thread victim([&] {
        held it;
        function();
    });
    kill(victim);
}

static unsigned in_use()
{
    struct hop_mem_stats stats;
    hop_mem_stats(&stats);
    return stats.in_use;
}

// Who waits for the result of a thread that dies hears of it.
static void end_of_async()
{
    try {
        std::async(std::launch::async, [] { return depth(0); }).get();
    } catch (const std::future_error &error) {
        printf("%s,", error.code() == std::future_errc::broken_promise ? "broken promise" : "?");
    }
    static int number = -1;
    printf(" %d,", std::async(std::launch::async, []() -> int & { return number; }).get());
    try {
        std::async(std::launch::async, [] { throw 1; }).get();
    } catch (int) {
        printf(" thrown\n");
    }
}

static void all()
{
    // CHECK: stack overflow
    std::thread(overflow).join();
    // CHECK-NEXT: free 1, destroyed 1
    printf("free %d, destroyed %d\n", guard.try_lock(), destroyed);
    guard.unlock();

    // CHECK-NEXT: stack overflow
    // CHECK-NEXT: broken promise, -1, thrown
    end_of_async();

    // CHECK-NEXT: condition: killed
    kill_in("condition", [] {
        std::unique_lock lock(guard);
        changed.wait(lock, [] { return false; });
    });
    // CHECK-NEXT: timed: killed
    kill_in("timed", [] {
        std::unique_lock lock(guard);
        changed.wait_for(lock, std::chrono::seconds(100), [] { return false; });
    });
    // CHECK-NEXT: atomic: killed
    kill_in("atomic", [] { never.wait(0); });
    std::latch latch(1);
    // CHECK-NEXT: latch: killed
    kill_in("latch", [&] { latch.wait(); });
    std::promise<int> promise;
    auto result = promise.get_future();
    // CHECK-NEXT: future: killed
    kill_in("future", [&] { result.get(); });
    // CHECK-NEXT: sleep: killed
    kill_in("sleep", [] { std::this_thread::sleep_for(std::chrono::hours(1)); });
    timed.lock();
    // CHECK-NEXT: lock: killed
    kill_in("lock", [] { std::lock_guard lock(timed); });
    timed.unlock();
    std::thread other([] { hop_task_sleep(20); });
    // CHECK-NEXT: join: killed
    kill_in("join", [&] { other.join(); });
    if (other.joinable())
        other.join();
    // CHECK-NEXT: at exit: killed
    kill_in("at exit", [] {
        std::unique_lock lock(guard);
        std::notify_all_at_thread_exit(changed, std::move(lock));
        std::this_thread::sleep_for(std::chrono::hours(1));
    });
    // CHECK-NEXT: free 1 1, destroyed 10
    printf("free %d %d, destroyed %d\n", guard.try_lock(), timed.try_lock(), destroyed);
    guard.unlock();
    timed.unlock();
}

int main()
{
    hop_task_set_priority(hop_task_self(), HOP_PRIORITY_MAIN + 1);
    all();
    unsigned before = in_use();
    destroyed = 0;
    all();
    // CHECK: free 1 1, destroyed 10
    // CHECK-NEXT: leaked 0
    printf("leaked %u\n", in_use() - before);
}
