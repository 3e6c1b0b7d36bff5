// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// C++ objects: an overflow runs the destructors of locals, temporaries, members, arrays, and of what a
// constructor had built so far, innermost first, with -fno-exceptions too.
//
// RUN: %clangxx --target=thumbv7em -O0 -fno-exceptions -fno-rtti %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clangxx --target=thumbv7em -Os -fno-exceptions -fno-rtti %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clangxx --target=thumbv7em-none-eabihf -mcpu=cortex-m4 -O2 -fno-rtti %s -o %t.elf && %run %t.elf | FileCheck %s
//
// CHECK:      locals: 12 11 10
// CHECK-NEXT: members: 22 21
// CHECK-NEXT: temporary: 32 31
// CHECK-NEXT: array: 43 42 41 40
// CHECK-NEXT: constructor: 51 50
// CHECK-NEXT: region: 61 60 done 1

#include "Inputs/overflow.h"
#include "Inputs/run_once.h"

#include <hop/hop.h>
#include <stdio.h>

// Others may call it, so that nobody asks for its stack before it does.
void take_stack(bool *done);

namespace {

hop_task task;
int events[64];
unsigned count;

struct Noted {
  int value;
  explicit Noted(int v) : value(v) {}
  Noted(const Noted &) = delete;
  ~Noted() { events[count++ % 64] = value; }
};

__attribute__((noinline)) void locals() {
  Noted a(10);
  for (int i = 0; i < 2; i++) {
    Noted b(11);
    if (i == 0) {
      count = 0; // the first round's destructor is no unwinding
      continue;
    }
    count = 0;
    Noted c(12);
    overflow(0);
  }
}

struct Pair {
  Noted first{21}, second{22};
};

__attribute__((noinline)) void members() {
  Pair pair;
  overflow(0);
}

__attribute__((noinline)) unsigned use(const Noted &, const Noted &, unsigned value) { return value; }

__attribute__((noinline)) void temporary() { sink = use(Noted(31), Noted(32), overflow(0)); }

struct Numbered : Noted {
  static int next;
  Numbered() : Noted(next++) {}
};
int Numbered::next = 40;

__attribute__((noinline)) void array() {
  Numbered four[4];
  overflow(0);
}

struct Half {
  Noted first{50}, second{51};
  Half() { overflow(0); }
};

__attribute__((noinline)) void constructor() {
  Half half;
  sink = sink + 1;
}

bool region_done;

// The overflow is in a destructor on the normal path: it runs to its end in the reserve, then the
// remaining ones run.
struct Overflows {
  ~Overflows() {
    take_stack(&region_done);
    events[count++ % 64] = 61;
  }
};

// Goes down until less than `left` bytes are above the limit.
__attribute__((noinline)) void near_the_end(unsigned left) {
  volatile char frame[16];
  frame[0] = 0;
  if (reinterpret_cast<uintptr_t>(frame) - task.runtime.limit > left) {
    near_the_end(left);
  } else {
    Noted outer(60);
    Overflows inner;
  }
  sink = sink + frame[0];
}

__attribute__((noinline)) void region() { near_the_end(120); }

struct Case {
  const char *name;
  void (*run)();
};
const Case cases[] = {{"locals", locals}, {"members", members}, {"temporary", temporary},
                      {"array", array}, {"constructor", constructor}, {"region", region}};
unsigned current;

void run_case(void *) {
  count = 0;
  cases[current].run();
}

} // namespace

__attribute__((noinline)) void take_stack(bool *done) {
  volatile char frame[200];
  frame[0] = 0;
  *done = true;
  sink = sink + frame[0];
}

void hop_panic_hook(const hop_panic_info *) {}

static unsigned char stack[2048] __attribute__((aligned(8)));

int main() {
  for (current = 0; current < 6; current++) {
    if (!run_once(task, cases[current].name, run_case, stack))
      return 1;
    printf("%s:", cases[current].name);
    for (unsigned i = 0; i < count; i++)
      printf(" %d", events[i]);
    if (region_done)
      printf(" done %d", region_done);
    printf("\n");
  }
  return 0;
}
