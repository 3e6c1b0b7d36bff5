// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An exception that leaves a destructor or another cleanup leaves its region, too: the depth is what it was before, a
// kill that waited for the end of the region is delivered, and later kills come at once.
//
// RUN: %every_core -O0 %s
// RUN: %every_core -Os %s
// RUN: %clangxx --target=thumbv7em -O2 -flto %s -o %t.lto.elf
// RUN: %run %t.lto.elf | FileCheck %s
//
// CHECK:      called: caught 1, depth 0
// CHECK-NEXT: inlined: caught 1, depth 0
// CHECK-NEXT: nested: caught 1, depth 0
// CHECK-NEXT: deleted: caught 1, depth 0
// CHECK-NEXT: array: caught 1, depth 0
// CHECK-NEXT: cleanup function: caught 1, depth 0
// CHECK-NEXT: inside a deferral: caught 1, depth 1
// CHECK-NEXT: one of two: caught 1, depth 0
// CHECK-NEXT: does not throw: depth 0
// CHECK-NEXT: killed inside: stack overflow
// CHECK-NEXT: panic inside: on purpose
// CHECK-NEXT: killed later: cleaned 1, stack overflow
// CHECK-NEXT: overflow, then exception: stack overflow by alloca

#include "Inputs/overflow.h"
#include "Inputs/run_once.h"

#include <hop/hop.h>
#include <stdio.h>

namespace {

volatile bool yes = true;
int cleaned;
bool shows_cleaned;

unsigned depth() { return *reinterpret_cast<volatile unsigned *>(0x20000004); }

struct Called {
  __attribute__((noinline)) ~Called() noexcept(false) {
    if (yes)
      throw 1;
  }
};

struct Inlined {
  ~Inlined() noexcept(false) {
    if (yes)
      throw 1;
    puts("not thrown");
  }
};

struct Nested {
  ~Nested() noexcept(false) { Called inner; }
};

struct Cleaned {
  ~Cleaned() { cleaned++; }
};

// Both are destroyed, and only the outer one throws.
struct Two {
  Called outer;
  Cleaned inner;
  ~Two() noexcept(false) {}
};

template <typename T> void leave() {
  try {
    T object;
  } catch (int value) {
    printf("caught %d, ", value);
  }
  printf("depth %u\n", depth());
}

void deleted() {
  Called *object = new Called;
  try {
    delete object;
  } catch (...) {
    printf("caught 1, ");
  }
  printf("depth %u\n", depth());
}

// The first one that is destroyed throws, the others are destroyed all the same.
struct Element {
  ~Element() noexcept(false) {
    if (yes && ++cleaned == 1)
      throw 1;
  }
};

void array() {
  try {
    Element objects[3];
  } catch (int value) {
    printf("caught %d, ", value + cleaned - 3);
  }
  printf("depth %u\n", depth());
}

void throw_value(int *value) {
  if (yes)
    throw *value;
}

void cleanup_function() {
  try {
    __attribute__((cleanup(throw_value))) int value = 1;
  } catch (int value) {
    printf("caught %d, ", value);
  }
  printf("depth %u\n", depth());
}

void inside_a_deferral() {
  hop_kill_defer_begin();
  leave<Called>();
  hop_kill_defer_end();
}

void does_not_throw() {
  yes = false;
  leave<Called>();
  yes = true;
}

struct Overflows {
  __attribute__((noinline)) ~Overflows() noexcept(false) { sink = overflow(0); }
};

struct Panics {
  __attribute__((noinline)) ~Panics() noexcept(false) {
    if (yes)
      hop_panic("on purpose");
  }
};

__attribute__((noinline)) void killed_later() {
  try {
    Nested object;
  } catch (int) {
  }
  shows_cleaned = true;
  Cleaned local;
  overflow(0);
}

// A little more than there is.
__attribute__((noinline)) void take_much() {
  const unsigned limit = *reinterpret_cast<volatile unsigned *>(0x20000000);
  const unsigned sp = reinterpret_cast<unsigned>(__builtin_frame_address(0));
  void *memory = __builtin_alloca(sp - limit + 32);
  __asm volatile("" ::"r"(memory) : "memory");
}

// In a region what does not fit is taken from the reserve, and the kill waits: the exception does not cancel it.
struct TakesMuch {
  __attribute__((noinline)) ~TakesMuch() noexcept(false) {
    take_much();
    if (yes)
      throw 1;
  }
};

__attribute__((noinline)) void checked_call() {
  char frame[200];
  __asm volatile("" ::"r"(frame) : "memory");
}

void overflow_then_exception() {
  try {
    TakesMuch object;
  } catch (int) {
    checked_call();
    printf("caught, ");
  }
  checked_call();
  printf("depth %u\n", depth());
}

struct Case {
  const char *name;
  void (*run)();
};
const Case cases[] = {{"called", leave<Called>},
                      {"inlined", leave<Inlined>},
                      {"nested", leave<Nested>},
                      {"deleted", deleted},
                      {"array", array},
                      {"cleanup function", cleanup_function},
                      {"inside a deferral", inside_a_deferral},
                      {"one of two", leave<Two>},
                      {"does not throw", does_not_throw},
                      {"killed inside", leave<Overflows>},
                      {"panic inside", leave<Panics>},
                      {"killed later", killed_later},
                      {"overflow, then exception", overflow_then_exception}};
unsigned current;

hop_task task;
alignas(8) unsigned char stack[4096];

void run_case(void *) { cases[current].run(); }

} // namespace

void hop_panic_hook(const hop_panic_info *info) {
  if (shows_cleaned)
    printf("cleaned %d, ", cleaned);
  printf("%s\n", info->text);
}

int main() {
  for (current = 0; current < sizeof cases / sizeof cases[0]; current++) {
    cleaned = 0;
    shows_cleaned = false;
    printf("%s: ", cases[current].name);
    if (!run_once(task, cases[current].name, run_case, stack))
      return 1;
    hop_task_join(&task);
  }
  return 0;
}
