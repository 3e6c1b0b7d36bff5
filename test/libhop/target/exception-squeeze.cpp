// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Exceptions with ever more stack: whatever call of the throw, of the search, of a cleanup or of the handler is
// the one that does not fit, the scenario comes to its end or the task is killed, every object is destroyed
// once, and no memory stays allocated. Nothing is given up.
//
// RUN: %every_core -O1 %s
//
// CHECK:      handled {{[1-9][0-9]*}} of 1000 sizes, killed {{[1-9][0-9]*}}
// CHECK-NEXT: objects left: 0
// CHECK-NEXT: bytes left: 0
// CHECK-NEXT: given up: 0
// CHECK-NEXT: after a handler without room: 0

#include <hop/hop.h>
#include <stdio.h>
#include <stdlib.h>
#include <malloc.h>

namespace {

int alive;
bool handled;
unsigned given_up, killed, completed, wrong;
volatile int sink;

struct Counted {
  Counted() { alive++; }
  Counted(const Counted &) { alive++; }
  ~Counted();
};

__attribute__((noinline)) void take(unsigned n) {
  volatile char frame[24];
  frame[0] = char(n);
  if (n > 0)
    take(n - 1);
  sink = sink + frame[0];
}

// A destructor that needs stack itself, in the cleanups and for the exception object.
Counted::~Counted() {
  take(2);
  alive--;
}

struct Base {
  virtual ~Base() {}
};
struct Other : virtual Base {};
struct Error : virtual Base {
  Counted member;
  int value;
  Error(int v) : value(v) {}
};

__attribute__((noinline)) int deep(int n) {
  Counted local;
  if (n == 0)
    throw Error(7);
  return deep(n - 1) + 1;
}

__attribute__((noinline)) int middle() {
  Counted outer;
  try {
    Counted inner;
    return deep(3);
  } catch (Other &) {
    return 1;
  }
}

__attribute__((noinline)) int rethrown() {
  Counted local;
  try {
    return middle();
  } catch (...) {
    Counted in_handler;
    take(1);
    throw;
  }
}

__attribute__((noinline)) void scenario() {
  try {
    rethrown();
  } catch (Base &) {
    take(1);
    handled = true;
  }
}

hop_task task;
alignas(8) unsigned char stack[4096];

void entry(void *) {
  scenario();
  completed++;
  if (!handled)
    wrong++;
}

} // namespace

void hop_panic_hook(const hop_panic_info *info) {
  killed++;
  if (info->reclaimed) {
    given_up++;
    printf("given up: %s: %s, sp - limit %d\n", info->text, info->reclaimed, int(info->sp - info->limit));
  }
}

int main() {
  size_t before = 0;
  int left = 0;
  unsigned bytes_left = 0;
  for (unsigned size = 0; size < 1000; size++) {
    handled = false;
    alive = 0;
    hop_task_config config = {};
    config.name = "squeezed";
    config.entry = entry;
    config.stack = stack;
    config.stack_size = HOP_STACK_MIN + 3 * size;
    config.priority = HOP_PRIORITY_MAIN + 1;
    config.restart = HOP_RESTART_NEVER;
    before = mallinfo().uordblks;
    if (hop_task_create(&task, &config) != HOP_OK)
      return 1;
    left += alive != 0;
    if (mallinfo().uordblks != before) {
      bytes_left += unsigned(mallinfo().uordblks - before);
      if (bytes_left < 1000)
        printf("size %u: %d bytes\n", size, int(mallinfo().uordblks - before));
    }
  }
  printf("handled %u of 1000 sizes, killed %u\n", completed, killed);
  printf("objects left: %d\nbytes left: %u\ngiven up: %u\nafter a handler without room: %u\n", left, bytes_left, given_up, wrong);
  return 0;
}
