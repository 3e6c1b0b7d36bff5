// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// newlib's errno, as far as libc/reent.h knows it.
#pragma once

struct _reent {
    int _errno;
};

extern struct _reent *_impure_ptr;
