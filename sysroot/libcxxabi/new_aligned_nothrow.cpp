// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// operator new that returns null, with an alignment; see new_nothrow.cpp.
#include "new.h"

using namespace __cxxabiv1;
using std::align_val_t;
using std::nothrow_t;

__attribute__((weak)) void *operator new(size_t size, align_val_t alignment, const nothrow_t &) noexcept
{
    return new_nothrow(
        ::operator new, __default_new_aligned, [](size_t s, align_val_t a) { return allocate(s, a); }, size, alignment);
}

__attribute__((weak)) void *operator new[](size_t size, align_val_t alignment, const nothrow_t &) noexcept
{
    return new_nothrow(
        ::operator new[], __default_new_aligned_array,
        [](size_t s, align_val_t a) { return ::operator new(s, a, std::nothrow); }, size, alignment);
}

__attribute__((weak)) void operator delete(void *memory, align_val_t alignment, const nothrow_t &) noexcept
{
    ::operator delete(memory, alignment);
}

__attribute__((weak)) void operator delete[](void *memory, align_val_t alignment, const nothrow_t &) noexcept
{
    ::operator delete[](memory, alignment);
}
