// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where a function divides, a program that has its own __aeabi_ldiv0 and __aeabi_idiv0, or only one of them, decides what a
// division by zero results in: they are given what it would be (Arm RTABI 4.3.2), and may return something else.
//
// RUN: %every_core -Os %s
// RUN: %every_core -Os -DALSO_32_BITS %s
#include <stdio.h>

long long __aeabi_ldiv0(long long result);
long long __aeabi_ldiv0(long long result)
{
    printf("ldiv0 %lld\n", result);
    return 42;
}

#ifdef ALSO_32_BITS
int __aeabi_idiv0(int result);
int __aeabi_idiv0(int result)
{
    (void)result;
    return 43;
}
#endif

static volatile int one = 1, zero;

static int divide(void)
{
#if defined(ALSO_32_BITS) && !__ARM_FEATURE_IDIV
    return one / zero;
#else
    return 43;
#endif
}

// CHECK:      ldiv0 -1
// CHECK-NEXT: 42
// CHECK-NEXT: ldiv0 0
// CHECK-NEXT: 42
// CHECK-NEXT: 43
int main(void)
{
    static volatile unsigned long long two_words = 1ull << 40, nothing;
    printf("%llu\n", two_words / nothing);
    printf("%llu\n", nothing / nothing);
    printf("%d\n", divide());
}
