// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// FITS_WHOLE(n): one check on entry covers the function and all that it calls,
// n bytes in all. Either the call happens as a whole or it does not happen: for
// library code that allocates and has no cleanups, and must not stop half-way.
#pragma once

#if defined(__has_attribute)
#if __has_attribute(finite_stack_reserve)
#define FITS_WHOLE(bytes) \
    __attribute__((noinline, finite_stack_reserve(bytes)))
#endif
#endif
#ifndef FITS_WHOLE
#define FITS_WHOLE(bytes) __attribute__((noinline))
#endif
