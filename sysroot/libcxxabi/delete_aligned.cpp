// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// operator delete with an alignment; see new.cpp. Never diverted (cxx.py), as free is not: the memory would be nobody's.
#include <__memory/aligned_alloc.h>
#include <new>

using std::align_val_t;

__attribute__((weak)) void operator delete(void *memory, align_val_t) noexcept
{
    std::__libcpp_aligned_free(memory);
}

__attribute__((weak)) void operator delete[](void *memory, align_val_t alignment) noexcept
{
    ::operator delete(memory, alignment);
}

__attribute__((weak)) void operator delete(void *memory, size_t, align_val_t alignment) noexcept
{
    ::operator delete(memory, alignment);
}

__attribute__((weak)) void operator delete[](void *memory, size_t, align_val_t alignment) noexcept
{
    ::operator delete[](memory, alignment);
}
