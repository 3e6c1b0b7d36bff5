// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// newlib's reentrancy block, as far as libc/reent.h knows it.
#pragma once

struct _reent {
    int _errno;
    struct _mprec *_mp;
};

extern struct _reent *_impure_ptr;
