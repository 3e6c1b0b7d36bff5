// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A thread of std::async that dies leaves a broken promise, as one of a packaged_task does: a kill is no exception, and who waits
// for the result, if only in the future's destructor, would wait for ever. Results and exceptions are as always.
//
// RUN: %every_core -Os %s
// RUN: %clangxx %{thumbv7em} -std=c++11 -O1 %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
#include <chrono>
#include <cstdio>
#include <future>
#include <hop/hop.h>
#include <malloc.h>
#include <memory>

static int variable = 4;

static int depth(int n)
{
    volatile char frame[100];
    frame[n % 100] = 1;
    return depth(n + 1) + frame[n % 100];
}

extern "C" void hop_panic_hook(const hop_panic_info *) {}

template <class Future> static void wait_for(const char *name, Future future)
{
    try {
        future.get();
        std::printf("%s: a value\n", name);
    } catch (const std::future_error &error) {
        std::printf("%s: %s\n", name, error.code() == std::future_errc::broken_promise ? "broken promise" : error.what());
    } catch (int number) {
        std::printf("%s: thrown %d\n", name, number);
    }
}

static void die()
{
    // CHECK: value: broken promise
    wait_for("value", std::async(std::launch::async, [] { return depth(0); }));
    // CHECK-NEXT: nothing: broken promise
    wait_for("nothing", std::async(std::launch::async, [] { depth(0); }));
    // CHECK-NEXT: reference: broken promise
    wait_for("reference", std::async(std::launch::async, []() -> int & { return variable = depth(0), variable; }));
    { auto waits_at_its_end = std::async(std::launch::async, [] { hop_panic("on purpose"); }); }
    // Who dies of a deferred one is one of those that wait.
    std::shared_future<int> shared = std::async(std::launch::deferred, [] { return depth(0); }).share();
    auto first = std::async(std::launch::async, [shared] { return shared.get(); });
    // CHECK-NEXT: first: broken promise
    wait_for("first", std::move(first));
    // CHECK-NEXT: second: broken promise
    wait_for("second", shared);
}

static void live()
{
    // CHECK-NEXT: values: 3 4 5, is the variable 1
    auto three = std::async(std::launch::async, [] { return 3; });
    auto four = std::async(std::launch::async, []() -> int & { return variable; });
    auto five = std::async(std::launch::deferred, [] { return std::unique_ptr<int>(new int(5)); });
    int &at = four.get();
    std::printf("values: %d %d %d, is the variable %d\n", three.get(), at, *five.get(), &at == &variable);
    // CHECK-NEXT: throws: thrown 7
    wait_for("throws", std::async(std::launch::async, []() -> int { throw 7; }));
    // CHECK-NEXT: throws nothing: thrown 8
    wait_for("throws nothing", std::async(std::launch::deferred, [] { throw 8; }));
}

static size_t in_use()
{
    hop_task_sleep(5);
    return mallinfo().uordblks;
}

int main()
{
    die(), live();
    size_t before = in_use();
    // CHECK: throws nothing: thrown 8
    die(), live();
    // CHECK-NEXT: leaked 0
    std::printf("leaked %d\n", (int)(in_use() - before));
}
