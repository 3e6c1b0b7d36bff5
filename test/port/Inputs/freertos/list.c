// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// FreeRTOS's lists: the stand-in has one, in tasks.c.
#include "FreeRTOS.h"
