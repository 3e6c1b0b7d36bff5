// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

// What the calling task has kept of conversions of numbers is about to be freed. Linked where there are
// any. Context: task.
void hop_conversions_forget(void) __attribute__((weak));
