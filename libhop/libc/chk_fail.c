// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What functions of -D_FORTIFY_SOURCE call, in place of newlib's, which ends the program: a panic of the task. Nothing has
// been written yet.
#include "hop/panic.h"

HOP_NORETURN void __chk_fail(void);

__attribute__((weak)) HOP_NORETURN void __chk_fail(void)
{
    hop_panic("buffer overflow detected");
}
