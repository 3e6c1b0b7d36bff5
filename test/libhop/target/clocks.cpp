// RUN: %every_core -Os -std=c++20 %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The clocks of libc++: the steady one is the kernel's time, the other one the host's.
#include <chrono>
#include <cstdio>
#include <thread>

using namespace std::chrono;
using namespace std::chrono_literals;

int main()
{
    auto begun = steady_clock::now();
    std::this_thread::sleep_for(1500ms);
    auto passed = steady_clock::now() - begun;
    bool is_now = system_clock::now() > sys_days{2020y / January / 1};
    // CHECK: steady 1, slept 1, system 1
    std::printf("steady %d, slept %d, system %d\n", steady_clock::is_steady, passed >= 1500ms && passed < 1510ms, is_now);
}
