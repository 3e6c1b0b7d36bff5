// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "asm.h"
#include "udf.h"

// int __aeabi_idiv0(int result), long long __aeabi_ldiv0(long long result)
//
// Called by functions that divide, where the divisor is 0 (Arm RTABI 4.3.2): the fault that the core's own division
// has there, on those that have none, too. Weak: a program may have one of its own.
//
// On exit: does not return, unless that fault is off (CCR.DIV_0_TRP): then as before, but r2, flags
// Depth:   0
    .macro DIVIDES_BY_ZERO name
    HOP_FUNCTION \name, weak
#if HOP_ARCH_HAVE_FAULT_STATUS
    movs  r2, #0
    udiv  r2, r2, r2
    bx    lr
#else
    udf   #HOP_UDF_DIVISION
#endif
    HOP_END \name
    .endm

    DIVIDES_BY_ZERO __aeabi_idiv0
    DIVIDES_BY_ZERO __aeabi_ldiv0
