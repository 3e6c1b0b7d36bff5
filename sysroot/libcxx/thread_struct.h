// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What libc++ is asked to do at the end of a thread, in order.
#pragma once

#include <thread>

_LIBCPP_BEGIN_NAMESPACE_STD

class _LIBCPP_HIDDEN __thread_struct_imp {
public:
    // A call that is due then. By pointer, so that only who asks for an ending links what it needs.
    struct Ending {
        void (*end)(void *object, void *other);
        void *object, *other;
        Ending *next;
    };

    __thread_struct_imp() = default;
    ~__thread_struct_imp();
    __thread_struct_imp(const __thread_struct_imp &) = delete;
    __thread_struct_imp &operator=(const __thread_struct_imp &) = delete;

    void add(void (*end)(void *, void *), void *object, void *other);

private:
    Ending *first = nullptr;
    Ending **last = &first;
};

_LIBCPP_END_NAMESPACE_STD
