// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// std::call_once: who comes second waits for the call and does not make another one; one that an exception or a kill has
// ended is made anew by the next; calls of different flags within each other do not wait in a circle.
//
// RUN: %every_core -Os -Wl,--defsym=__hop_thread_stack_size=3072 %s
//
// CHECK:      both came back after 1 call
// CHECK-NEXT: after an exception: 2 calls
// CHECK-NEXT: after a kill: 2 calls
// CHECK-NEXT: nested: 1 and 1
#include <chrono>
#include <cstdio>
#include <mutex>
#include <thread>

#include <hop/hop.h>

using namespace std::chrono_literals;

static volatile int calls, inner_calls;

static void slow() {
  std::this_thread::sleep_for(50ms);
  calls = calls + 1;
}

static void side_by_side() {
  static std::once_flag flag;
  static volatile int came;
  auto work = [] {
    std::call_once(flag, slow);
    came = came + calls;
  };
  std::thread first(work), second(work);
  first.join();
  second.join();
  std::printf("%s after %d call\n", came == 2 ? "both came back" : "one did not wait", calls);
}

static void after_an_exception() {
  static std::once_flag flag;
  calls = 0;
  auto work = [] {
    slow();
    if (calls == 1)
      throw 1;
  };
  for (int i = 0; i < 3; i++) {
    try {
      std::call_once(flag, work);
    } catch (int) {
    }
  }
  std::printf("after an exception: %d calls\n", calls);
}

static void after_a_kill() {
  static std::once_flag flag;
  calls = 0;
  auto work = [] {
    std::call_once(flag, [] {
      slow();
      if (calls == 1)
        hop_panic("on purpose");
    });
  };
  std::thread(work).join();
  std::thread(work).join();
  work();
  std::printf("after a kill: %d calls\n", calls);
}

static void nested() {
  static std::once_flag outer, inner;
  calls = inner_calls = 0;
  auto in = [] {
    std::this_thread::sleep_for(20ms);
    inner_calls = inner_calls + 1;
  };
  std::thread first([&] {
    std::call_once(outer, [&] {
      slow();
      std::call_once(inner, in);
    });
  });
  std::thread second([&] {
    std::call_once(inner, in);
    std::call_once(outer, slow);
  });
  first.join();
  second.join();
  std::printf("nested: %d and %d\n", calls, inner_calls);
}

void hop_panic_hook(const hop_panic_info *) {}

int main() {
  side_by_side();
  after_an_exception();
  after_a_kill();
  nested();
  return 0;
}
