// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// <fenv.h> (C11 7.6): the FPSCR of the task, which comes back when the task does, and at landing pads. Exceptions are
// flags, they do not trap. Of operations that are not the FPU's, doubles on one of single precision, compiler-rt rounds sums
// as FPSCR says, the others to nearest, and raises no flag but for inexact sums. Without an FPU there are one rounding
// direction, no flag, and nothing to do.
#include <fenv.h>
#include <stdint.h>

#if __ARM_FP
enum { ROUNDING = FE_TOWARDZERO };
// What programs change, none of it set after a reset. Other bits are the processor's
// (LTPSIZE of Armv8.1-M).
enum { CHANGEABLE = ROUNDING | FE_ALL_EXCEPT | 1 << 7 | 1 << 19 | 7 << 24 };

static uint32_t read_status(void)
{
    return __builtin_arm_get_fpscr();
}

static void write_status(uint32_t status)
{
    __builtin_arm_set_fpscr(status);
}
#else
enum { ROUNDING = 0, CHANGEABLE = 0 };

static uint32_t read_status(void)
{
    return 0;
}

static void write_status(uint32_t status)
{
    (void)status;
}
#endif

// Some bits of FPSCR.
static void replace(uint32_t bits, uint32_t by)
{
    write_status((read_status() & ~bits) | (by & bits));
}

int feclearexcept(int exceptions)
{
    replace((uint32_t)exceptions & FE_ALL_EXCEPT, 0);
    return 0;
}

int fetestexcept(int exceptions)
{
    return (int)(read_status() & (uint32_t)exceptions & FE_ALL_EXCEPT);
}

int feraiseexcept(int exceptions)
{
    replace((uint32_t)exceptions & FE_ALL_EXCEPT, UINT32_MAX);
    return (exceptions & ~FE_ALL_EXCEPT) != 0;
}

int fegetexceptflag(fexcept_t *flags, int exceptions)
{
    *flags = read_status() & (uint32_t)exceptions & FE_ALL_EXCEPT;
    return 0;
}

int fesetexceptflag(const fexcept_t *flags, int exceptions)
{
    replace((uint32_t)exceptions & FE_ALL_EXCEPT, *flags);
    return 0;
}

int fegetround(void)
{
    return (int)(read_status() & ROUNDING);
}

int fesetround(int direction)
{
    if ((direction & ~ROUNDING) != 0)
        return 1;
    replace(ROUNDING, (uint32_t)direction);
    return 0;
}

int fegetenv(fenv_t *environment)
{
    *environment = read_status();
    return 0;
}

static uint32_t value_of(const fenv_t *environment)
{
    return environment == FE_DFL_ENV ? 0 : *environment;
}

int fesetenv(const fenv_t *environment)
{
    replace(CHANGEABLE, value_of(environment));
    return 0;
}

int feholdexcept(fenv_t *environment)
{
    *environment = read_status();
    replace(FE_ALL_EXCEPT, 0);
    return 0;
}

int feupdateenv(const fenv_t *environment)
{
    uint32_t raised = read_status() & FE_ALL_EXCEPT;
    replace(CHANGEABLE, value_of(environment) | raised);
    return 0;
}
