// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// operator delete; see new.cpp. Never diverted (cxx.py), as free is not: the memory would be nobody's.
#include <new>
#include <stdlib.h>

__attribute__((weak)) void operator delete(void *memory) noexcept
{
    free(memory);
}

__attribute__((weak)) void operator delete[](void *memory) noexcept
{
    ::operator delete(memory);
}

__attribute__((weak)) void operator delete(void *memory, size_t) noexcept
{
    ::operator delete(memory);
}

__attribute__((weak)) void operator delete[](void *memory, size_t) noexcept
{
    ::operator delete[](memory);
}
