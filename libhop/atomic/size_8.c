// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#define HOP_ATOMIC_SIZE 8
#define HOP_ATOMIC_TYPE uint64_t
#include "atomic/sized.h"
