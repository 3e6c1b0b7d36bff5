// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Objects that the core can change by instructions: other code does so, which an operation of operation.h would not see.
#pragma once

#include "features.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline bool hop_is_exclusive(size_t size, const volatile void *object)
{
    return HOP_ARCH_HAVE_EXCLUSIVES && (size == 1 || size == 2 || size == 4) && (uintptr_t)object % size == 0;
}

#define EXCLUSIVE_COMPARE(type)                                                                     \
    {                                                                                               \
        type was, value;                                                                            \
        memcpy(&was, expected, sizeof was);                                                         \
        memcpy(&value, desired, sizeof value);                                                      \
        bool is_equal = __atomic_compare_exchange_n((volatile type *)object, &was, value, false,    \
                                                    __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);            \
        memcpy(expected, &was, sizeof was);                                                         \
        return is_equal;                                                                            \
    }

// As hop_atomic_compare.
static inline bool hop_exclusive_compare(size_t size, volatile void *object, void *expected, const void *desired)
{
    switch (size) {
    case 1:
        EXCLUSIVE_COMPARE(uint8_t)
    case 2:
        EXCLUSIVE_COMPARE(uint16_t)
    default:
        EXCLUSIVE_COMPARE(uint32_t)
    }
}
