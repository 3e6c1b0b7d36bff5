// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// operator new; operator delete is in delete.cpp. A program may replace each of them: those that it does not replace
// call the ones that the standard says.
#include "new.h"

#include <stdlib.h>

void *__cxxabiv1::allocate(size_t size)
{
    return allocate_or_handle([size] { return malloc(size ? size : 1); });
}

void *__cxxabiv1::__default_new(size_t size)
{
    void *memory = allocate(size);
    if (!memory)
        std::__throw_bad_alloc();
    return memory;
}

void *__cxxabiv1::__default_new_array(size_t size)
{
    return ::operator new(size);
}

__attribute__((weak, alias("__default_new"))) void *operator new(size_t size);
__attribute__((weak, alias("__default_new_array"))) void *operator new[](size_t size);
