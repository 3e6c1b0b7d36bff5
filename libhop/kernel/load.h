// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The account of the processor's time: linked where a program starts it (hop/load.h).
#pragma once

#include "hop/task.h"

// The time since the last switch was the task's. Context: the switch exception.
__attribute__((weak)) void hop_load_switch(struct hop_task *from);
