// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Results of promises that are there at the end of a thread.
#include "thread_struct.h"

#include <future>

_LIBCPP_BEGIN_NAMESPACE_STD

void __thread_struct::__make_ready_at_thread_exit(__assoc_sub_state *state)
{
    auto end = [](void *object, void *) {
        auto *state = static_cast<__assoc_sub_state *>(object);
        state->__make_ready();
        state->__release_shared();
    };
    __p_->add(end, state, nullptr);
    state->__add_shared();
}

_LIBCPP_END_NAMESPACE_STD
