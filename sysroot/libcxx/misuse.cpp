// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What mutexes, condition variables and clocks call in place of __throw_system_error (libcxx.txt): where they do, the
// program is wrong. An exception would bring its machinery into each program with one of them, and could not leave their
// functions, most of which are noexcept.
#include <__config>
#include <hop/panic.h>

_LIBCPP_BEGIN_NAMESPACE_STD

_LIBCPP_NORETURN void __hop_misuse(int, const char *text)
{
    hop_panic("%s", text);
}

_LIBCPP_END_NAMESPACE_STD
