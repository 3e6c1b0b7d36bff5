// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

// Gives back what conversions of numbers have kept for the calling task. Linked where there are any. Context: task.
void hop_conversions_end(void) __attribute__((weak));
