// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// setjmp and longjmp are arch/arm-m/setjmp.S; the type is newlib's.
#include "arch/arm-m/frame.h"

#include <setjmp.h>

_Static_assert(sizeof(jmp_buf) >= HOP_JUMP_SIZE, "setjmp.S stores that much");
