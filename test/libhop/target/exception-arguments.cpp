// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A call whose arguments move SP, as they are large or come below an alloca, is unwound by an exception and a kill, and
// a handler goes on with SP as it was before the call.
//
// RUN: %every_core -O0 %s
// RUN: %every_core -Os %s
//
// CHECK:      large: 1000 caught, SP moved by 0
// CHECK-NEXT: below an alloca: 1000 caught, SP moved by 0
// CHECK-NEXT: two calls, one handler: 1000 caught, SP moved by 0
// CHECK:      killed: 1 destroyed

#include <alloca.h>
#include <hop/hop.h>
#include <stdint.h>
#include <stdio.h>

#define NOINLINE __attribute__((noinline))

namespace {

struct Large {
  int words[600];
};

volatile int zero;
Large large;

NOINLINE uintptr_t sp() { return reinterpret_cast<uintptr_t>(__builtin_frame_address(0)); }

NOINLINE int throws(Large l, int n) {
  if (n >= l.words[3])
    throw n;
  return l.words[n];
}

NOINLINE int throws(int a, int b, int c, int d, int e, int f) {
  if (a >= zero)
    throw a;
  return a + b + c + d + e + f;
}

template <typename Call> [[gnu::always_inline]] inline void repeat(const char *name, Call call) {
  int caught = 0;
  const uintptr_t before = sp();
  for (int i = 0; i < 1000; i++) {
    try {
      call(i);
    } catch (int n) {
      caught += n == i;
    }
  }
  printf("%s: %d caught, SP moved by %d\n", name, caught, static_cast<int>(before - sp()));
}

NOINLINE void run_large() {
  repeat("large", [](int i) __attribute__((always_inline)) { return throws(large, i); });
}

NOINLINE void run_alloca(int n) {
  volatile char *bytes = static_cast<volatile char *>(alloca(n));
  bytes[n - 1] = 1;
  repeat("below an alloca", [](int i) __attribute__((always_inline)) { return throws(i, 2, 3, 4, 5, 6); });
}

NOINLINE void run_both(int n) {
  volatile char *bytes = static_cast<volatile char *>(alloca(n));
  bytes[n - 1] = 1;
  repeat("two calls, one handler", [](int i) __attribute__((always_inline)) {
    return i % 2 ? throws(large, i) : throws(i, 2, 3, 4, 5, 6);
  });
}

volatile int destroyed;

struct Counts {
  ~Counts() { destroyed = destroyed + 1; }
};

NOINLINE int deepens(Large l, int n) { return deepens(l, n + 1) + l.words[n & 7]; }

NOINLINE int passes(int n) {
  Counts counts;
  return deepens(large, n) + 1;
}

hop_task task;
alignas(8) unsigned char stack[8192];

} // namespace

int main() {
  run_large();
  run_alloca(30 + zero);
  run_both(30 + zero);
  hop_task_config config = {};
  config.name = "killed";
  config.entry = [](void *) { passes(zero); };
  config.stack = stack;
  config.stack_size = sizeof stack;
  config.priority = HOP_PRIORITY_MAIN + 1;
  config.restart = HOP_RESTART_NEVER;
  hop_task_create(&task, &config);
  printf("killed: %d destroyed\n", destroyed);
}
