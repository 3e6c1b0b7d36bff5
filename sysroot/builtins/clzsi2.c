// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The number of leading zeros, which Thumb-1 has no instruction for. Conversions of integers call it.
#include <stdint.h>

int __clzsi2(uint32_t number);

#if __ARM_ARCH_ISA_THUMB == 1
int __clzsi2(uint32_t number)
{
    static const uint8_t of_digit[16] = {4, 3, 2, 2, 1, 1, 1, 1};
    int zeros = 28;
    if (number >> 16 != 0) {
        number >>= 16;
        zeros -= 16;
    }
    if (number >> 8 != 0) {
        number >>= 8;
        zeros -= 8;
    }
    if (number >> 4 != 0) {
        number >>= 4;
        zeros -= 4;
    }
    return zeros + of_digit[number];
}
#else
int __clzsi2(uint32_t number)
{
    return __builtin_clz(number);
}
#endif
