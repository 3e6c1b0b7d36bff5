// RUN: %every_core -O2 %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// <fenv.h>: with an FPU rounding and flags are those of the operations, of sums of doubles too, and each task has its own. Without
// one the macros say that there is nothing. Results are volatile, since clang has no FENV_ACCESS for Arm.
#include <fenv.h>
#include <float.h>
#include <hop/hop.h>
#include <math.h>
#include <stdio.h>

// CHECK: 0 wrong
static unsigned wrong;

static void expect(bool right, unsigned line)
{
    if (!right) {
        printf("line %u\n", line);
        wrong++;
    }
}

#define EXPECT(condition) expect(condition, __LINE__)

#if FE_ALL_EXCEPT
static volatile float one = 1, three = 3, none = 0, much = 3e38f;
static volatile double d_one = 1, d_small = 1e-20, d_most = DBL_MAX;
static struct hop_task task;
static _Alignas(8) unsigned char stack[1024];

static void look(void *unused)
{
    (void)unused;
    EXPECT(fegetround() == FE_TONEAREST && fetestexcept(FE_ALL_EXCEPT) == 0);
    fesetround(FE_UPWARD);
    feraiseexcept(FE_INVALID);
}

static void test_rounding(void)
{
    volatile float nearest = one / three;
    volatile double d_nearest = d_one + d_small;
    EXPECT(fesetround(FE_UPWARD) == 0 && fegetround() == FE_UPWARD);
    volatile float up = one / three;
    volatile double d_up = d_one + d_small;
    EXPECT(fesetround(FE_DOWNWARD) == 0);
    volatile float down = one / three;
    volatile double d_down = d_one + d_small;
    EXPECT(up > down && (up == nearest || down == nearest));
    EXPECT(d_up > d_down && (d_up == d_nearest || d_down == d_nearest));
    volatile double d_none = d_one - d_one, d_less = -d_most - d_most, d_more = d_most + d_most;
    EXPECT(d_none == 0 && signbit(d_none) && isinf(d_less) && d_more == d_most);
    EXPECT(fesetround(1) != 0 && fegetround() == FE_DOWNWARD);
}

static void test_flags(void)
{
    feclearexcept(FE_ALL_EXCEPT);
    volatile double d_sum = d_one + d_one;
    EXPECT(fetestexcept(FE_ALL_EXCEPT) == 0);
    d_sum = d_sum - d_small;
    EXPECT(fetestexcept(FE_ALL_EXCEPT) == FE_INEXACT);
    feclearexcept(FE_ALL_EXCEPT);
    volatile float quotient = one / none;
    EXPECT(fetestexcept(FE_ALL_EXCEPT) == FE_DIVBYZERO && quotient > much);
    volatile float product = much * much;
    EXPECT(fetestexcept(FE_OVERFLOW | FE_INVALID) == FE_OVERFLOW && product > much);
    fexcept_t flags;
    fegetexceptflag(&flags, FE_DIVBYZERO);
    feclearexcept(FE_DIVBYZERO);
    EXPECT(fetestexcept(FE_DIVBYZERO) == 0);
    fesetexceptflag(&flags, FE_DIVBYZERO);
    EXPECT(fetestexcept(FE_DIVBYZERO) != 0);
    EXPECT(feraiseexcept(FE_UNDERFLOW) == 0 && fetestexcept(FE_UNDERFLOW) == FE_UNDERFLOW);
}

static void test_environments(void)
{
    fenv_t environment;
    feclearexcept(FE_ALL_EXCEPT);
    feraiseexcept(FE_INEXACT);
    EXPECT(feholdexcept(&environment) == 0 && fetestexcept(FE_ALL_EXCEPT) == 0);
    fesetround(FE_TOWARDZERO);
    feraiseexcept(FE_INVALID);
    EXPECT(feupdateenv(&environment) == 0 && fegetround() == FE_DOWNWARD);
    EXPECT(fetestexcept(FE_ALL_EXCEPT) == (FE_INEXACT | FE_INVALID));
    EXPECT(fesetenv(FE_DFL_ENV) == 0 && fegetround() == FE_TONEAREST && fetestexcept(FE_ALL_EXCEPT) == 0);
    fesetround(FE_DOWNWARD);
}

static void test_tasks(void)
{
    hop_task_create(&task, &(struct hop_task_config){.name = "other", .entry = look, .stack = stack,
        .stack_size = sizeof stack, .priority = HOP_PRIORITY_MAIN + 1});
    EXPECT(fegetround() == FE_DOWNWARD && fetestexcept(FE_INVALID) == 0);
}

int main(void)
{
    test_rounding();
    test_flags();
    test_environments();
    test_tasks();
    printf("%u wrong\n", wrong);
}
#else
int main(void)
{
    fenv_t environment;
    EXPECT(fegetround() == FE_TONEAREST && fesetround(FE_TONEAREST) == 0 && fesetround(1) != 0);
    EXPECT(fetestexcept(1) == 0 && feraiseexcept(FE_ALL_EXCEPT) == 0 && feraiseexcept(1) != 0);
    EXPECT(feholdexcept(&environment) == 0 && feupdateenv(&environment) == 0 && fesetenv(FE_DFL_ENV) == 0);
    printf("%u wrong\n", wrong);
}
#endif
