// RUN: %every_core -Os %s
// RUN: %clang_v7em_hf -Os %s -o %t.elf
// RUN: llvm-objdump -d --disassemble-symbols=fmaf %t.elf | FileCheck %s --check-prefix=FPU
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// fma and fmaf round once (C11 7.12.13.1), also to subnormal numbers, and where nearly all cancels out. An FPU that has the
// operation makes it: by doubles it took 880 instructions.
// FPU:      <fmaf>:
// FPU-NEXT: vfma.f32
#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdio.h>

static volatile int failed;

static void check(const char *text, double value, double wanted)
{
    int is_right = isnan(wanted) ? isnan(value) : value == wanted && !signbit(value) == !signbit(wanted);
    if (!is_right)
        printf("%s: %a instead of %a\n", text, value, wanted);
    failed += !is_right;
}

// By pointers: the compiler is not to compute them.
static double (*volatile f)(double, double, double) = fma;
static float (*volatile ff)(float, float, float) = fmaf;

#define EXPECT(call, wanted) check(#call, (call), (wanted))

int main(void)
{
    EXPECT(f(1e16, 1e16, -1e32), -0x1.3107fp+52);
    EXPECT(f(0.1, 10, -1), 0x1p-54);
    EXPECT(f(0x1.0000000000001p0, 0x1.0000000000001p0, -0x1.0000000000002p0), 0x1p-104);
    EXPECT(f(0x1p-537, 0x1p-537, 0x1p-1074), 0x1p-1073);
    EXPECT(f(0x1.8p-537, 0x1p-538, 0), 0x1p-1074);
    EXPECT(f(0x1p-538, 0x1p-538, 0), 0);
    EXPECT(f(-0x1p-600, 0x1p-600, 0), -0.0);
    EXPECT(f(0x1p-600, 0x1p-600, 1), 1);
    EXPECT(f(0x1p-600, 0x1p-600, 0x1.0000000000001p0), 0x1.0000000000001p0);
    EXPECT(f(1 + 0x1p-27, 1 - 0x1p-27, 0x1p-53), 1);
    EXPECT(f(DBL_MIN, 0.5, 0x1p-1074), 0x1.0000000000002p-1023);
    EXPECT(f(DBL_MAX, 2, -DBL_MAX), DBL_MAX);
    EXPECT(f(DBL_MAX, 2, -INFINITY), -INFINITY);
    EXPECT(f(3, 5, -15), 0);
    EXPECT(f(-3, 0, -0.0), -0.0);
    EXPECT(f(INFINITY, 0, 1), NAN);
    EXPECT(f(INFINITY, 1, -INFINITY), NAN);
    EXPECT(f(2, 3, NAN), NAN);
    errno = 0;
    EXPECT(f(-DBL_MAX, 2, 0x1p900), -INFINITY);
    int error = errno;
    EXPECT(ff(0x1.000002p0f, 0x1.000002p0f, -0x1.000004p0f), 0x1p-46);
    EXPECT(ff(0x1p-75f, 0x1p-75f, 0x1.000001p0f), 1);
    EXPECT(ff(0x1.000002p-1f, 0x1.p0f, 0x1.fffffep23f), 0x1p24);
    EXPECT(ff(4097, 4097, 0x1p-30f), 0x1.002002p24);
    EXPECT(ff(4095, 4097, -0x1p-30f), 0x1.fffffep23);
    EXPECT(ff(0x1p-75f, 0x1p-75f, FLT_MIN), FLT_MIN);
    EXPECT(ff(0x1.8p-75f, 0x1p-75f, 0), 0x1p-149);
    EXPECT(ff(FLT_MAX, 2, -FLT_MAX), FLT_MAX);
    // CHECK: 0 failed, overflow 1
    printf("%d failed, overflow %d\n", failed, error == ERANGE || math_errhandling != MATH_ERRNO);
    return 0;
}
