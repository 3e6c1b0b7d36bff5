// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <stdint.h>

// The kernel's time, which never goes back: milliseconds, and in *nanoseconds what has passed since the latest.
// Context: any, once the first task runs.
uint64_t hop_monotonic(uint32_t *nanoseconds);
