// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <hop/boot.h>

// Runs entry(NULL) as the outermost job, on main's stack, and then end(). Context: task, which has no runtime yet.
HOP_NORETURN void hop_main_job_begin(void (*entry)(void *), void (*end)(void));
