// RUN: %every_core -O2 -Wl,--defsym=__hop_stress_growth=1 -Wl,--defsym=__hop_main_stack_limit=0x100000 %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A jump that leaves less stack than an exception frame takes: the new place of its frame overlaps the old one. With
// local variables of every size, and with values in FP registers where there are such.
#include <setjmp.h>
#include <stdio.h>

#if defined(__ARM_FP)
#include <fenv.h>
static void use_float(volatile float *number)
{
    *number = *number * 0.5f;
    fesetround(FE_UPWARD);
}
static int is_rounding(void)
{
    return fegetround() == FE_UPWARD;
}
#else
static void use_float(volatile float *number)
{
    (void)number;
}
static int is_rounding(void)
{
    return 1;
}
#endif

static jmp_buf buffer;
static unsigned sizes, wrong;

__attribute__((noinline)) static void jump(int value)
{
    longjmp(buffer, value);
}

#define JUMP_OVER(size) \
    __attribute__((noinline)) static void over_##size(volatile float number) \
    { \
        volatile char local[size + 1]; \
        local[0] = 3; \
        use_float(&number); \
        int value = setjmp(buffer); \
        if (value == 0) \
            jump(local[0] + 39); \
        sizes++; \
        wrong += value != 42 || local[0] != 3 || !is_rounding(); \
    }

#define EACH(X) \
    X(0) X(8) X(16) X(24) X(32) X(40) X(48) X(56) X(64) X(72) X(80) X(88) X(96) X(104) X(112) X(120) X(128) X(136) \
    X(144) X(152) X(160) X(168) X(176) X(184) X(192) X(200) X(208) X(216) X(224) X(232) X(240) X(256) X(272) X(300)

EACH(JUMP_OVER)

#define CALL(size) over_##size(1);

int main(void)
{
    EACH(CALL)
    // CHECK: 34 sizes, 0 wrong
    printf("%u sizes, %u wrong\n", sizes, wrong);
}
