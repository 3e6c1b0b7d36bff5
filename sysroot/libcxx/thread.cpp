// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// std::thread, in place of libc++'s thread.cpp: with that, each program with a thread had futures and, compiled without
// exceptions, their machinery.
#include "thread_struct.h"

#include <cerrno>
#include <hop/panic.h>

_LIBCPP_BEGIN_NAMESPACE_STD

// std::terminate and __throw_system_error. Programs without exceptions have neither, and panic. In others the
// constructor of a thread refers to the latter, which refers to all of them.
[[noreturn]] __attribute__((weak)) void __terminate_if_any() __asm__("_ZSt9terminatev");
[[noreturn]] __attribute__((weak)) void __throw_if_any(int error, const char *text)
    __asm__("_ZNSt3__120__throw_system_errorEiPKc");

[[noreturn]] static void fail(int error, const char *text)
{
    if (__throw_if_any)
        __throw_if_any(error, text);
    hop_panic("%s", text);
}

thread::~thread()
{
    if (__libcpp_thread_isnull(&__t_))
        return;
    if (__terminate_if_any)
        __terminate_if_any();
    hop_panic("a thread is destroyed that is neither joined nor detached");
}

void thread::join()
{
    int error = __libcpp_thread_isnull(&__t_) ? EINVAL : __libcpp_thread_join(&__t_);
    if (error != 0)
        fail(error, "thread::join failed");
    __t_ = _LIBCPP_NULL_THREAD;
}

void thread::detach()
{
    int error = __libcpp_thread_isnull(&__t_) ? EINVAL : __libcpp_thread_detach(&__t_);
    if (error != 0)
        fail(error, "thread::detach failed");
    __t_ = _LIBCPP_NULL_THREAD;
}

unsigned thread::hardware_concurrency() noexcept
{
    return 1;
}

void this_thread::sleep_for(const chrono::nanoseconds &duration)
{
    if (duration > chrono::nanoseconds::zero())
        __libcpp_thread_sleep_for(duration);
}

// Never destroyed: threads may be there longer.
__thread_specific_ptr<__thread_struct> &__thread_local_data()
{
    alignas(__thread_specific_ptr<__thread_struct>) static char memory[sizeof(__thread_specific_ptr<__thread_struct>)];
    static auto *data = new (memory) __thread_specific_ptr<__thread_struct>();
    return *data;
}

__thread_struct_imp::~__thread_struct_imp()
{
    while (first) {
        Ending ending = *first;
        delete first;
        first = ending.next;
        ending.end(ending.object, ending.other);
    }
}

void __thread_struct_imp::add(void (*end)(void *, void *), void *object, void *other)
{
    Ending *ending = new Ending{end, object, other, nullptr};
    *last = ending;
    last = &ending->next;
}

__thread_struct::__thread_struct() : __p_(new __thread_struct_imp) {}

__thread_struct::~__thread_struct()
{
    delete __p_;
}

_LIBCPP_END_NAMESPACE_STD
