// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// math_errhandling says that errno tells errors of <math.h> (C11 7.12.1): EDOM of a domain error, ERANGE of a pole, an
// overflow and an underflow. What the functions return is what IEEE 754 and C11's annex F ask for all the same.
#include <errno.h>
#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>

// Not to be computed by the compiler.
static volatile double zero = 0, one = 1, two = 2, ten = 10, huge = DBL_MAX, tiny = DBL_MIN, half = 0.5;
static volatile int failed;

static void check(const char *text, double value, double wanted, int error, int wanted_error)
{
    int is_right = isnan(wanted) ? isnan(value) : value == wanted && !signbit(value) == !signbit(wanted);
    if (is_right && error == wanted_error)
        return;
    printf("%s: %g instead of %g, errno %d instead of %d\n", text, value, wanted, error, wanted_error);
    failed++;
}

#define EXPECT(call, wanted, error)                            \
    do {                                                       \
        errno = 0;                                             \
        double value = (call);                                 \
        check(#call, value, (wanted), errno, (error));         \
    } while (0)

static void domain(void)
{
    EXPECT(sqrt(-one), NAN, EDOM);
    EXPECT(log(-one), NAN, EDOM);
    EXPECT(log10(-one), NAN, EDOM);
    EXPECT(log2(-one), NAN, EDOM);
    EXPECT(log1p(-two), NAN, EDOM);
    EXPECT(acos(two), NAN, EDOM);
    EXPECT(asin(-two), NAN, EDOM);
    EXPECT(acosh(zero), NAN, EDOM);
    EXPECT(atanh(two), NAN, EDOM);
    EXPECT(pow(-two, half), NAN, EDOM);
    EXPECT(fmod(one, zero), NAN, EDOM);
    EXPECT(fmod(INFINITY * one, one), NAN, EDOM);
    EXPECT(remainder(one, zero), NAN, EDOM);
    EXPECT(remainder(INFINITY * one, one), NAN, EDOM);
    EXPECT(tgamma(-one), NAN, EDOM);
    EXPECT(tgamma(-INFINITY * one), NAN, EDOM);
    EXPECT(sin(INFINITY * one), NAN, EDOM);
    EXPECT(cos(-INFINITY * one), NAN, EDOM);
    EXPECT(tan(INFINITY * one), NAN, EDOM);
    EXPECT(sinf((float)INFINITY * (float)one), NAN, EDOM);
    EXPECT(cosf((float)INFINITY * (float)one), NAN, EDOM);
    EXPECT(tanf((float)INFINITY * (float)one), NAN, EDOM);
    EXPECT(tgammaf((float)-INFINITY * (float)one), NAN, EDOM);
    EXPECT(sqrtf((float)-one), NAN, EDOM);
    EXPECT(logf((float)-one), NAN, EDOM);
    EXPECT(powf((float)-two, (float)half), NAN, EDOM);
    EXPECT(tgammaf((float)-one), NAN, EDOM);
    EXPECT(fmodf((float)INFINITY, (float)one), NAN, EDOM);
}

static void pole(void)
{
    EXPECT(log(zero), -INFINITY, ERANGE);
    EXPECT(log10(zero), -INFINITY, ERANGE);
    EXPECT(log1p(-one), -INFINITY, ERANGE);
    EXPECT(atanh(one), INFINITY, ERANGE);
    EXPECT(atanh(-one), -INFINITY, ERANGE);
    EXPECT(pow(zero, -two), INFINITY, ERANGE);
    EXPECT(pow(-zero, -one), -INFINITY, ERANGE);
    EXPECT(lgamma(-two), INFINITY, ERANGE);
    EXPECT(tgamma(zero), INFINITY, ERANGE);
    EXPECT(tgamma(-zero), -INFINITY, ERANGE);
    EXPECT(tgammaf((float)-zero), -INFINITY, ERANGE);
    EXPECT(atanhf((float)one), INFINITY, ERANGE);
    EXPECT(powf((float)zero, (float)-two), INFINITY, ERANGE);
    EXPECT(lgammaf((float)-two), INFINITY, ERANGE);
}

static void range(void)
{
    EXPECT(exp(huge), INFINITY, ERANGE);
    EXPECT(exp(-huge), 0, ERANGE);
    EXPECT(exp2(huge), INFINITY, ERANGE);
    EXPECT(expm1(huge), INFINITY, ERANGE);
    EXPECT(cosh(huge), INFINITY, ERANGE);
    EXPECT(sinh(-huge), -INFINITY, ERANGE);
    EXPECT(hypot(huge, huge), INFINITY, ERANGE);
    EXPECT(pow(ten, 309), INFINITY, ERANGE);
    EXPECT(pow(-ten, 309), -INFINITY, ERANGE);
    EXPECT(pow(-tiny, 3), -0.0, ERANGE);
    EXPECT(ldexp(one, 2000), INFINITY, ERANGE);
    EXPECT(tgamma(200 * one), INFINITY, ERANGE);
    EXPECT(tgamma(-200.5 * one), -0.0, ERANGE);
    EXPECT(erfc(30 * one), 0, ERANGE);
    EXPECT(erfcf((float)30 * (float)one), 0, ERANGE);
    EXPECT(expf((float)1e9), INFINITY, ERANGE);
    EXPECT(powf((float)-ten, 39), -INFINITY, ERANGE);
    EXPECT(scalbn(one, 5000), INFINITY, ERANGE);
    EXPECT(scalbn(-one, -5000), -0.0, ERANGE);
    EXPECT(scalbn(tiny * DBL_EPSILON, INT_MIN), 0, ERANGE);
    EXPECT(scalbn(-tiny * DBL_EPSILON, INT_MAX), -INFINITY, ERANGE);
    EXPECT(scalbln(one, 5000), INFINITY, ERANGE);
    EXPECT(scalbln(-one, 100000), -INFINITY, ERANGE);
    EXPECT(scalbln(one, -5000), 0, ERANGE);
    EXPECT(scalbln(one, -100000), 0, ERANGE);
    EXPECT(scalbnf((float)one, 128), INFINITY, ERANGE);
    EXPECT(scalbnf((float)-one, -200), -0.0, ERANGE);
    EXPECT(scalblnf((float)one, 100000), INFINITY, ERANGE);
    EXPECT(scalblnf((float)one, -200), 0, ERANGE);
    EXPECT(nextafter(huge, INFINITY), INFINITY, ERANGE);
    EXPECT(nextafterf(-FLT_MAX * (float)one, -INFINITY), -INFINITY, ERANGE);
    EXPECT(nexttoward(-huge, -INFINITY), -INFINITY, ERANGE);
    EXPECT(nexttowardf(FLT_MAX * (float)one, INFINITY), INFINITY, ERANGE);
    EXPECT(fdim(huge, -huge), INFINITY, ERANGE);
    EXPECT(fdimf(FLT_MAX * (float)one, -FLT_MAX), INFINITY, ERANGE);
    EXPECT(tgamma(171.7 * one), INFINITY, ERANGE);
    EXPECT(tgamma(-1e-310 * one), -INFINITY, ERANGE);
    EXPECT(tgammaf((float)35.1 * (float)one), INFINITY, ERANGE);
}

static void no_error(void)
{
    EXPECT(pow(zero, zero), 1, 0);
    EXPECT(pow(NAN, zero), 1, 0);
    EXPECT(pow(-two, 3), -8, 0);
    EXPECT(pow(INFINITY * one, one), INFINITY, 0);
    EXPECT(log(INFINITY * one), INFINITY, 0);
    EXPECT(sqrt(-zero), -0.0, 0);
    EXPECT(sqrt(NAN), NAN, 0);
    EXPECT(remainder(NAN, zero), NAN, 0);
    EXPECT(fmod(5 * one, INFINITY), 5, 0);
    EXPECT(atanh(zero), 0, 0);
    EXPECT(sin(NAN), NAN, 0);
    EXPECT(cosh(-INFINITY * one), INFINITY, 0);
    EXPECT(coshf((float)INFINITY * (float)one), INFINITY, 0);
    EXPECT(erfc(-30 * one), 2, 0);
    EXPECT(erfc(INFINITY * one), 0, 0);
    EXPECT(fdim(-INFINITY * one, one), 0, 0);
    EXPECT(fdim(INFINITY * one, -INFINITY), INFINITY, 0);
    EXPECT(fdim(one, INFINITY), 0, 0);
    EXPECT(fdimf((float)-INFINITY * (float)one, 1), 0, 0);
    EXPECT(lgammaf(-0x1p-65f * (float)one), (float)(65 * M_LN2), 0);
    // Between a half and the whole of the smallest float: rounded up, and the half itself down, to even.
    EXPECT(scalbnf(0x1.8p0f * (float)one, -150), 0x1p-149f, 0);
    EXPECT(ldexpf(-0x1.8p0f * (float)one, -150), -0x1p-149f, 0);
    EXPECT(scalbnf((float)one, -150), 0, 0);
    EXPECT(copysignf(1, nextafterf((float)zero, -(float)zero)), -1, 0);
    EXPECT(scalbn(INFINITY * one, 5), INFINITY, 0);
    EXPECT(scalbln(-zero, 100000), -0.0, 0);
    EXPECT(scalbn(one, -1074), 0x1p-1074, 0);
    EXPECT(nextafter(INFINITY * one, INFINITY), INFINITY, 0);
    EXPECT(nextafter(one, INFINITY), 1 + DBL_EPSILON, 0);
    EXPECT(tgamma(INFINITY * one), INFINITY, 0);
    EXPECT(tgamma(23 * one), 1124000727777607680000.0, 0);
}

// What has two results.
static void pairs(void)
{
    double whole = 0;
    float whole_float = 0;
    int quotient = 0;
    EXPECT(modf(NAN * one, &whole), NAN, 0);
    EXPECT(whole, NAN, 0);
    EXPECT(modff((float)NAN * (float)one, &whole_float), NAN, 0);
    EXPECT(modf(-INFINITY * one, &whole), -0.0, 0);
    EXPECT(whole, -INFINITY, 0);
    EXPECT(remquof(-2 * (float)one, 2, &quotient), -0.0, 0);
    EXPECT(quotient, -1, 0);
    EXPECT(remquo(-two, 2, &quotient), -0.0, 0);
    EXPECT(quotient, -1, 0);
}

int main(void)
{
    printf("math_errhandling %d\n", math_errhandling & MATH_ERRNO);
    domain();
    pole();
    range();
    no_error();
    pairs();
    // CHECK: math_errhandling 1
    // CHECK-NEXT: 0 failed
    printf("%d failed\n", failed);
    return 0;
}
