// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Objects that the core can change by instructions: other code does so, which an operation of operation.h would not see.
#pragma once

#include "features.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if HOP_ARCH_HAVE_EXCLUSIVES
#define EXCLUSIVE_EXCHANGE(type)                                                       \
    {                                                                                  \
        type value;                                                                    \
        memcpy(&value, from, sizeof value);                                            \
        value = __atomic_exchange_n((volatile type *)object, value, __ATOMIC_SEQ_CST); \
        if (old != NULL)                                                               \
            memcpy(old, &value, sizeof value);                                         \
        return true;                                                                   \
    }
#define EXCLUSIVE_COMPARE(type)                                                                  \
    {                                                                                            \
        type was, value;                                                                         \
        memcpy(&was, expected, sizeof was);                                                      \
        memcpy(&value, desired, sizeof value);                                                   \
        *is_equal = __atomic_compare_exchange_n((volatile type *)object, &was, value, false,     \
                                                __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);             \
        memcpy(expected, &was, sizeof was);                                                      \
        return true;                                                                             \
    }

// As hop_atomic_exchange and hop_atomic_compare. False: no such object, nothing done.
static inline bool hop_exclusive_exchange(size_t size, volatile void *object, const void *from, void *old)
{
    if (((uintptr_t)object & (size - 1)) != 0)
        return false;
    switch (size) {
    case 1:
        EXCLUSIVE_EXCHANGE(uint8_t)
    case 2:
        EXCLUSIVE_EXCHANGE(uint16_t)
    case 4:
        EXCLUSIVE_EXCHANGE(uint32_t)
    default:
        return false;
    }
}

static inline bool hop_exclusive_compare(size_t size, volatile void *object, void *expected, const void *desired,
                                         bool *is_equal)
{
    if (((uintptr_t)object & (size - 1)) != 0)
        return false;
    switch (size) {
    case 1:
        EXCLUSIVE_COMPARE(uint8_t)
    case 2:
        EXCLUSIVE_COMPARE(uint16_t)
    case 4:
        EXCLUSIVE_COMPARE(uint32_t)
    default:
        return false;
    }
}
#else
static inline bool hop_exclusive_exchange(size_t size, volatile void *object, const void *from, void *old)
{
    (void)size, (void)object, (void)from, (void)old;
    return false;
}

static inline bool hop_exclusive_compare(size_t size, volatile void *object, void *expected, const void *desired,
                                         bool *is_equal)
{
    (void)size, (void)object, (void)expected, (void)desired, (void)is_equal;
    return false;
}
#endif
