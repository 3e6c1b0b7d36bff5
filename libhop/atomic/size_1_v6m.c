// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#define HOP_ATOMIC_SIZE 1
#define HOP_ATOMIC_TYPE uint8_t
#include "atomic/sized.h"
