// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A kill that comes while a destructor runs, and is delivered after it, leaks nothing that has been made by then: what the
// function is about to return, the variable that is initialised by a temporary, the member of an object that is not complete.
//
// RUN: %every_core -O0 %s
// RUN: %every_core -Os %s
// RUN: %every_core -O2 -fno-exceptions %s
//
// CHECK:      returned: 0 left
// CHECK-NEXT: initialised: 0 left
// CHECK-NEXT: member: 0 left
// CHECK-NEXT: argument: 0 left
// CHECK-NEXT: of another scope: 0 left
// CHECK-NEXT: killed 5 times

#include <hop/hop.h>
#include <stdio.h>

namespace {

int alive;

struct Owner {
  int *counted;
  Owner() : counted(&alive) { alive++; }
  Owner(Owner &&other) : counted(other.counted) { other.counted = nullptr; }
  ~Owner() {
    if (counted)
      (*counted)--;
  }
};

struct Killer {
  __attribute__((noinline)) ~Killer() { hop_task_kill(hop_task_self(), "in a destructor"); }
};

__attribute__((noinline)) void check() { hop_task_yield(); }

__attribute__((noinline)) Owner make() {
  Killer killer;
  return Owner();
}

__attribute__((noinline)) Owner make_of(const Killer &) { return Owner(); }

__attribute__((noinline)) void take(const Owner &, const Owner &) { check(); }

void returned() {
  Owner owner = make();
  check();
}

void initialised() {
  Owner owner = make_of(Killer());
  check();
}

struct Pair {
  Owner first;
  Owner second;
  Pair() : first(make_of(Killer())) { check(); }
};

void member() { Pair pair; }

void argument() { take(make(), Owner()); }

void other_scope() {
  Owner outer;
  {
    Owner inner;
    Killer killer;
  }
  check();
}

const struct {
  const char *name;
  void (*run)();
} cases[] = {{"returned", returned}, {"initialised", initialised}, {"member", member}, {"argument", argument}, {"of another scope", other_scope}};

unsigned killed;

void run(void *argument) { cases[(size_t)argument].run(); }

hop_task task;
alignas(8) char stack[2048];

} // namespace

extern "C" void hop_panic_hook(const hop_panic_info *info) { killed += info->reason == HOP_PANIC_KILLED; }

int main() {
  hop_task_config config = {};
  config.name = "task";
  config.entry = run;
  config.stack = stack;
  config.stack_size = sizeof stack;
  config.priority = HOP_PRIORITY_MAIN + 1;
  config.restart = HOP_RESTART_NEVER;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    config.argument = (void *)i;
    alive = 0;
    hop_task_create(&task, &config);
    hop_task_join(&task);
    printf("%s: %d left\n", cases[i].name, alive);
  }
  printf("killed %u times\n", killed);
}
