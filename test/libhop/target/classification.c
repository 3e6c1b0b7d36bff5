// RUN: %every_core -Os %s
// RUN: %clang_v7em_hf -Os -DONE_OF_EACH -S %s -o - | FileCheck %s --check-prefix=CODE --implicit-check-not=__fpclassify
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// isnan and the like (C11 7.12.3) tell all kinds of numbers apart, and are no calls: newlib's header took clang for an old GCC.
#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#ifdef ONE_OF_EACH
// CODE:      are:
// CODE:      vcmp.f32
bool are(float a, double b, double c, float d, float e)
{
    return isnan(a) && isinf(b) && isfinite(c) && isnormal(d) && fpclassify(e) == FP_SUBNORMAL;
}
#else
#define DESCRIBE(number)                                                                           \
    printf("%d%d%d%d%d ", fpclassify(number), isnan(number) != 0, isinf(number) != 0, isfinite(number) != 0, isnormal(number) != 0)

// Volatile: the compiler is not to compute it.
static void describe(double given)
{
    volatile double number = given;
    volatile float as_float = (float)given;
    DESCRIBE(number);
    DESCRIBE(as_float);
    printf("%d\n", signbit(number) != 0);
}

// CHECK:      01000 01000 0
// CHECK-NEXT: 10100 10100 0
// CHECK-NEXT: 10100 10100 1
// CHECK-NEXT: 20010 20010 0
// CHECK-NEXT: 20010 20010 1
// CHECK-NEXT: 30010 20010 0
// CHECK-NEXT: 40011 30010 1
// CHECK-NEXT: 40011 40011 0
// CHECK-NEXT: 40011 10100 1
int main(void)
{
    static const double numbers[] = {(double)NAN, (double)INFINITY, -(double)INFINITY, 0, -0.0, DBL_MIN / 2, -(double)FLT_MIN / 2,
                                     (double)FLT_MAX, -DBL_MAX};
    for (unsigned i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        describe(numbers[i]);
}
#endif
