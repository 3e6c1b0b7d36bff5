// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// C++ without a kernel, which nothing of its libraries brings along: exceptions, destructors of a job that dies, local
// statics, strings and clocks.
//
// RUN: sh %S/Inputs/on-cores.sh %prefix %t %s %prefix/share/hop/port/bare/job.c %prefix/share/hop/port/bare/boot.c %prefix/share/hop/port/bare/libc.c
//
// CHECK:      caught 2 of job
// CHECK-NEXT: left
// CHECK-NEXT: ended with -9 after 3, steady 1
#include "hop_job.h"

#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <string>

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
    int result = hop_job_run(&job, fail, nullptr);
    std::printf("ended with %d after %d, steady %d\n", result, calls, std::chrono::steady_clock::now() >= begun);
    return 0;
}
