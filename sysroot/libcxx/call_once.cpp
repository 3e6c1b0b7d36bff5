// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// std::call_once by the lock of local statics, in place of libc++'s call_once.cpp: streams use it, also in programs that
// have another kernel, which has that lock, and no mutex of libhop's.
#include <__mutex/once_flag.h>
#include <cstdint>

extern "C" int __cxa_guard_acquire(std::uint32_t *);
extern "C" void __cxa_guard_abort(std::uint32_t *);

_LIBCPP_BEGIN_NAMESPACE_STD

namespace {

// Nothing is said to be constructed: each gets the lock, one after the other.
class Turn {
public:
    Turn() { __cxa_guard_acquire(&guard); }
    ~Turn() { __cxa_guard_abort(&guard); }

private:
    std::uint32_t guard = 0;
};

} // namespace

void __call_once(volatile once_flag::_State_type &flag, void *argument, void (*function)(void *))
{
    Turn turn;
    if (flag == once_flag::_Complete)
        return;
    function(argument);
    __atomic_store_n(&flag, once_flag::_Complete, __ATOMIC_RELEASE);
}

_LIBCPP_END_NAMESPACE_STD
