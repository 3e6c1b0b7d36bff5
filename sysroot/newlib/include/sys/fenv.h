/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

   What <fenv.h> has of Cortex-M, in place of newlib's template: bits of FPSCR (Armv7-M ARM, A2.5.3). Without an FPU a
   program finds out by the macros: no exception, and one rounding direction. */
#ifndef _SYS_FENV_H_
#define _SYS_FENV_H_

#define FE_TONEAREST 0

#if __ARM_FP
#define FE_INVALID 0x01
#define FE_DIVBYZERO 0x02
#define FE_OVERFLOW 0x04
#define FE_UNDERFLOW 0x08
#define FE_INEXACT 0x10
#define FE_ALL_EXCEPT (FE_INVALID | FE_DIVBYZERO | FE_OVERFLOW | FE_UNDERFLOW | FE_INEXACT)
#define FE_UPWARD 0x400000
#define FE_DOWNWARD 0x800000
#define FE_TOWARDZERO 0xc00000
#else
#define FE_ALL_EXCEPT 0
#endif

typedef unsigned int fenv_t;
typedef unsigned int fexcept_t;

#define FE_DFL_ENV ((const fenv_t *)-1)

#endif
