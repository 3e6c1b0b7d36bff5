// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Immediates of udf that stand for a fault of their own.
#pragma once

// A division by zero on a core that has no trap for it. The number is that of __brkdiv0 (Windows on Arm).
#define HOP_UDF_DIVISION 249
