// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// operator new with an alignment; see new.cpp.
#include "new.h"

#include <__memory/aligned_alloc.h>

using std::align_val_t;

void *__cxxabiv1::allocate(size_t size, align_val_t wanted)
{
    size_t alignment = static_cast<size_t>(wanted);
    if (alignment < sizeof(void *))
        alignment = sizeof(void *);
    return allocate_or_handle([=] { return std::__libcpp_aligned_alloc(alignment, size ? size : 1); });
}

void *__cxxabiv1::__default_new_aligned(size_t size, align_val_t alignment)
{
    void *memory = allocate(size, alignment);
    if (!memory)
        std::__throw_bad_alloc();
    return memory;
}

void *__cxxabiv1::__default_new_aligned_array(size_t size, align_val_t alignment)
{
    return ::operator new(size, alignment);
}

__attribute__((weak, alias("__default_new_aligned"))) void *operator new(size_t size, align_val_t alignment);
__attribute__((weak, alias("__default_new_aligned_array"))) void *operator new[](size_t size, align_val_t alignment);
