// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task that is more urgent than main, and does not restart, for tests in C++, which has no names in initializers
// before C++20.
#pragma once

#include <hop/hop.h>

template <unsigned Size>
static bool run_once(hop_task &task, const char *name, void (*entry)(void *), unsigned char (&stack)[Size]) {
  hop_task_config config = {};
  config.name = name;
  config.entry = entry;
  config.stack = stack;
  config.stack_size = Size;
  config.priority = HOP_PRIORITY_MAIN + 1;
  config.restart = HOP_RESTART_NEVER;
  return hop_task_create(&task, &config) == HOP_OK;
}
