// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The forms of operator new that return null, and what a constructor that throws calls then.
#include "new.h"

using namespace __cxxabiv1;

const std::nothrow_t std::nothrow{};

__attribute__((weak)) void *operator new(size_t size, const std::nothrow_t &) noexcept
{
    return new_nothrow(::operator new, __default_new, [](size_t s) { return allocate(s); }, size);
}

__attribute__((weak)) void *operator new[](size_t size, const std::nothrow_t &) noexcept
{
    return new_nothrow(
        ::operator new[], __default_new_array, [](size_t s) { return ::operator new(s, std::nothrow); }, size);
}

__attribute__((weak)) void operator delete(void *memory, const std::nothrow_t &) noexcept
{
    ::operator delete(memory);
}

__attribute__((weak)) void operator delete[](void *memory, const std::nothrow_t &) noexcept
{
    ::operator delete[](memory);
}
