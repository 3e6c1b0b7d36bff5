// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What -fstack-protector calls, in place of newlib's, which ends the program: a panic of the task. The frame around has
// been written over, so there is nothing that could be unwound from: this function has no table. Weak: others have theirs.
#include "hop/panic.h"

#include <stdint.h>

// A string that is copied too far ends at the first byte.
__attribute__((weak)) uintptr_t __stack_chk_guard = 0xff0a0000;

HOP_NORETURN void __stack_chk_fail(void);

__attribute__((weak, nothrow, nouwtable)) HOP_NORETURN void __stack_chk_fail(void)
{
    hop_panic("stack smashing detected");
}
