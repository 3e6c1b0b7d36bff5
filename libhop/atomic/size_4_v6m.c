// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#define HOP_ATOMIC_SIZE 4
#define HOP_ATOMIC_TYPE uint32_t
#include "atomic/sized.h"
