// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// C++ without a kernel, which nothing of its libraries brings along: exceptions, destructors of a job that dies, local
// statics, strings, clocks, shared owners and memory resources.
//
// RUN: sh %S/Inputs/on-cores.sh %prefix %t %s %prefix/share/hop/port/bare/job.c %prefix/share/hop/port/bare/boot.c %prefix/share/hop/port/bare/libc.c
//
// CHECK:      once 7
// CHECK-NEXT: caught 2 of job
// CHECK-NEXT: left
// CHECK-NEXT: ended with -9 after 3, steady 1
#include "hop_job.h"

#include <chrono>
#include <cstdio>
#include <memory>
#include <memory_resource>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

static hop_job job = {};
static int calls;

struct Held {
    Held() { calls++; }
    ~Held() { std::puts("left"); }
};

static void fail(void *)
{
    static std::string name = "job";
    Held held;
    try {
        throw std::runtime_error(std::to_string(++calls) + " of " + name);
    } catch (const std::exception &e) {
        std::printf("caught %s\n", e.what());
    }
    calls++;
    hop_panic("on purpose");
}

int main()
{
    auto begun = std::chrono::steady_clock::now();
    char memory[64];
    std::pmr::monotonic_buffer_resource resource(memory, sizeof memory);
    std::pmr::vector<int> numbers(1, 3, &resource);
    std::once_flag once;
    std::call_once(once, [&, owner = std::make_shared<int>(4)] { std::printf("once %d\n", numbers[0] + *owner); });
    int result = hop_job_run(&job, fail, nullptr);
    std::printf("ended with %d after %d, steady %d\n", result, calls, std::chrono::steady_clock::now() >= begun);
    return 0;
}
