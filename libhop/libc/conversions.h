// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What conversions of numbers have kept for the calling task. Linked where there are any. Context: task.
#pragma once

// Makes it fit for the next life, wherever a conversion was left: blocks that it had in hand are free ones.
void hop_conversions_recover(void) __attribute__((weak));

// Gives it back.
void hop_conversions_end(void) __attribute__((weak));
