// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// errno is one word of newlib's reentrancy block, which all tasks share: the
// context switch keeps a copy of that word for each task.
#pragma once

#include <reent.h>

static inline void hop_libc_switch(int *from, const int *to)
{
    *from = _impure_ptr->_errno;
    _impure_ptr->_errno = *to;
}
