// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// errno and what conversions of numbers keep are the first two words of newlib's reentrancy
// block, which all tasks share: the context switch keeps a copy of them for each task.
#pragma once

#include "hop/task.h"

#include <reent.h>

_Static_assert(offsetof(struct _reent, _mp) == sizeof(void *), "behind errno: switch.S");

static inline void hop_libc_switch(struct hop_task *from, const struct hop_task *to)
{
    from->libc_error = _impure_ptr->_errno;
    from->libc_conversions = _impure_ptr->_mp;
    _impure_ptr->_errno = to->libc_error;
    _impure_ptr->_mp = to->libc_conversions;
}
