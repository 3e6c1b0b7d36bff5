// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Exceptions belong to a task: two are in the middle of theirs at once. A local static is constructed once, by
// the first task that comes; the second waits for it. Where the first is killed in the constructor, the second
// constructs it.
//
// RUN: %every_core -Os %s
//
// CHECK:      caught 4 times 1, 4 times 2, in turn
// CHECK-NEXT: constructed 1 times, seen 5 5
// CHECK-NEXT: killed in the constructor 1 times, constructed 1 times, seen 9
// CHECK-NEXT: while one is killed: caught 100 of 100

#include "Inputs/overflow.h"

#include <hop/hop.h>
#include <stdio.h>

namespace {

hop_task tasks[2];
alignas(8) unsigned char stacks[2][4096];
int caught[8];
unsigned count;

struct Sleeps {
  ~Sleeps() { hop_task_sleep(1); }
};

__attribute__((noinline)) void throws(int value) {
  Sleeps local;
  throw value;
}

void catches(void *argument) {
  int value = int(reinterpret_cast<intptr_t>(argument));
  for (int i = 0; i < 2; i++) {
    try {
      throws(value);
    } catch (int first) {
      caught[count++] = first;
      hop_task_sleep(2);
      try {
        throw;
      } catch (int again) {
        caught[count++] = again;
      }
    }
  }
}

int constructed, constructions_killed, seen[3];
bool kill_first;

struct Constructed {
  int value;
  explicit Constructed(int v) {
    hop_task_sleep(3);
    if (kill_first && constructions_killed == 0) {
      constructions_killed++;
      overflow(0);
    }
    constructed++;
    value = v;
  }
};

void uses(void *argument) {
  static Constructed object(5);
  seen[reinterpret_cast<intptr_t>(argument)] = object.value;
}

void uses_another(void *) {
  static Constructed object(9);
  seen[2] = object.value;
}

int rounds;

void throws_often(void *argument) {
  if (!argument)
    overflow(0);
  for (int i = 0; i < 100; i++) {
    try {
      throws(i);
    } catch (int value) {
      rounds += value == i;
    }
  }
}

void run_both(void (*entry)(void *), int first, int second) {
  for (int i = 0; i < 2; i++) {
    hop_task_config config = {};
    config.name = i ? "second" : "first";
    config.entry = entry;
    config.argument = reinterpret_cast<void *>(intptr_t(i ? second : first));
    config.stack = stacks[i];
    config.stack_size = sizeof stacks[i];
    config.priority = HOP_PRIORITY_MAIN + 1;
    config.restart = HOP_RESTART_NEVER;
    if (hop_task_create(&tasks[i], &config) != HOP_OK)
      printf("not created\n");
  }
}

} // namespace

void hop_panic_hook(const hop_panic_info *) {}

int main() {
  run_both(catches, 1, 2);
  hop_task_sleep(100);
  int of[3] = {}, turns = 0;
  for (unsigned i = 0; i < count; i++) {
    of[caught[i]]++;
    turns += i > 0 && caught[i] != caught[i - 1];
  }
  printf("caught %d times 1, %d times 2, %s\n", of[1], of[2], turns > 2 ? "in turn" : "one after the other");

  run_both(uses, 0, 1);
  hop_task_sleep(100);
  printf("constructed %d times, seen %d %d\n", constructed, seen[0], seen[1]);

  kill_first = true;
  constructed = 0;
  run_both(uses_another, 0, 1);
  hop_task_sleep(100);
  printf("killed in the constructor %d times, constructed %d times, seen %d\n", constructions_killed, constructed,
         seen[2]);

  run_both(throws_often, 0, 1);
  hop_task_sleep(400);
  printf("while one is killed: caught %d of 100\n", rounds);
  return 0;
}
