// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Promises that a thread leaves when it dies, in programs without exceptions: who waits for one goes on, and panics if
// it wants the value all the same. It waited for ever.
//
// RUN: %every_core -Os -fno-exceptions %s
#include <cstdio>
#include <functional>
#include <future>
#include <hop/hop.h>
#include <thread>

static int depth(int n)
{
    volatile char frame[100];
    frame[n % 100] = 1;
    return depth(n + 1) + frame[n % 100];
}

extern "C" void hop_panic_hook(const hop_panic_info *info)
{
    std::printf("  %s\n", info->text);
}

template <class Future> static void wait_for(const char *name, Future future)
{
    future.wait();
    std::printf("%s is over\n", name);
    std::thread([&] {
        future.get();
        std::puts("not reached");
    }).join();
}

int main()
{
    // CHECK: stack overflow
    // CHECK-NEXT: value is over
    // CHECK-NEXT: future_error was thrown
    wait_for("value", std::async(std::launch::async, [] { return depth(0); }));
    // CHECK-NEXT: stack overflow
    // CHECK-NEXT: nothing is over
    // CHECK-NEXT: {{future_error}}
    wait_for("nothing", std::async(std::launch::async, [] { depth(0); }));

    // CHECK-NEXT: stack overflow
    // CHECK-NEXT: task is over
    // CHECK-NEXT: future_error was thrown
    std::packaged_task<int()> task([] { return depth(0); });
    std::future<int> result = task.get_future();
    std::thread(std::move(task)).join();
    wait_for("task", std::move(result));

    // CHECK-NEXT: promise is over
    // CHECK-NEXT: future_error was thrown
    std::future<int> promised = std::promise<int>().get_future();
    wait_for("promise", std::move(promised));

    // CHECK-NEXT: 3 4
    std::future<int> deferred = std::async(std::launch::deferred, [] { return 4; });
    std::printf("%d ", std::async(std::launch::async, [] { return 3; }).get());
    std::printf("%d\n", deferred.get());
}
