// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where no memory is left: a program that throws elsewhere gets std::bad_alloc, one that
// never does gets a panic. All references are weak, so that `new` alone does not link the exception
// machinery; with it stdlib_exception.cpp is linked, for std::bad_exception.
#include "new.h"

#include <hop/panic.h>

asm(".weak __cxa_allocate_exception, __cxa_free_exception\n"
    ".weak _ZTISt9bad_alloc, _ZNSt9bad_allocC1Ev, _ZNSt9bad_allocD1Ev");

void std::__throw_bad_alloc()
{
    if (__cxxabiv1::__cxa_throw)
        throw bad_alloc();
    hop_panic("operator new: out of memory");
}
