// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// std::notify_all_at_thread_exit.
#include "thread_struct.h"

#include <condition_variable>

_LIBCPP_BEGIN_NAMESPACE_STD

void __thread_struct::notify_all_at_thread_exit(condition_variable *condition, mutex *locked)
{
    auto end = [](void *condition, void *locked) {
        static_cast<condition_variable *>(condition)->notify_all();
        static_cast<mutex *>(locked)->unlock();
    };
    __p_->add(end, condition, locked);
}

_LIBCPP_END_NAMESPACE_STD
