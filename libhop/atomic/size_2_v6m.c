// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#define HOP_ATOMIC_SIZE 2
#define HOP_ATOMIC_TYPE uint16_t
#include "atomic/sized.h"
