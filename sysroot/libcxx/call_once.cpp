// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// std::call_once by the guards of local statics, in place of libc++'s call_once.cpp: streams use it, also in programs that
// have another kernel, which has those, and no mutex of libhop's.
//
// The flag is such a guard until the call has ended, so that who comes second waits for it.
#include <__mutex/once_flag.h>
#include <cstdint>

extern "C" int __cxa_guard_acquire(volatile std::uint32_t *);
extern "C" void __cxa_guard_release(volatile std::uint32_t *);
extern "C" void __cxa_guard_abort(volatile std::uint32_t *);

_LIBCPP_BEGIN_NAMESPACE_STD

namespace {

// Of a call that an exception or a kill ends, the next one is made anew.
class Turn {
public:
    explicit Turn(volatile std::uint32_t *guard) : guard(guard) {}
    ~Turn()
    {
        if (guard)
            __cxa_guard_abort(guard);
    }

    void end()
    {
        volatile std::uint32_t *ended = guard;
        guard = nullptr; // a kill meanwhile gives the guard back with all that the task holds
        __cxa_guard_release(ended);
    }

private:
    volatile std::uint32_t *guard;
};

} // namespace

void __call_once(volatile once_flag::_State_type &flag, void *argument, void (*function)(void *))
{
    static_assert(sizeof flag == sizeof(std::uint32_t), "a guard has its bits");
    static_assert((once_flag::_Complete & 1) != 0, "bit 0 of a guard says that the call has ended");
    volatile std::uint32_t *guard = reinterpret_cast<volatile std::uint32_t *>(&flag);
    if (__cxa_guard_acquire(guard) == 0)
        return;
    Turn turn(guard);
    function(argument);
    turn.end();
    __atomic_store_n(&flag, once_flag::_Complete, __ATOMIC_RELEASE);
}

_LIBCPP_END_NAMESPACE_STD
