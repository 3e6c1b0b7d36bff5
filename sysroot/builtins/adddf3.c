// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sums and differences of doubles.
#include <stdint.h>

// By the base standard of the procedure calls: in core registers.
uint64_t __adddf3(uint64_t a, uint64_t b);
uint64_t __subdf3(uint64_t a, uint64_t b);
uint64_t __aeabi_dadd(uint64_t a, uint64_t b) __attribute__((alias("__adddf3")));
uint64_t __aeabi_dsub(uint64_t a, uint64_t b) __attribute__((alias("__subdf3")));

typedef uint64_t number;
#define DIGITS 52

// *digits >>= by; returns the rest.
static inline uint32_t shift_right(uint64_t *digits, unsigned by)
{
    uint32_t high = (uint32_t)(*digits >> 32), low = (uint32_t)*digits;
    if (by == 0)
        return 0;
    if (by < 32) {
        *digits = (uint64_t)(high >> by) << 32 | (low >> by | high << (32 - by));
        return low << (32 - by);
    }
    by = by < 63 ? by - 32 : 31;
    *digits = high >> by;
    uint32_t rest = high << 1 << (31 - by) | low >> by, behind = low << 1 << (31 - by);
    return rest | (behind != 0);
}

#include "add.h"

uint64_t __adddf3(uint64_t a, uint64_t b)
{
    return add(a, b);
}

uint64_t __subdf3(uint64_t a, uint64_t b)
{
    return __adddf3(a, b ^ SIGN);
}
