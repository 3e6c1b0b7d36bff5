// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What libc++ keeps of each thread that has asked for something at its end. It is destroyed with the other
// thread-local objects, also where the thread is killed.
#include <__config>
#include <__thread/support.h>

_LIBCPP_BEGIN_NAMESPACE_STD

namespace {

struct ThreadData {
    void *value = nullptr;
    __libcpp_tls_key destroy = nullptr;

    ~ThreadData()
    {
        if (value)
            destroy(value);
    }
};

thread_local ThreadData data;

} // namespace

void *&__hop_thread_data(__libcpp_tls_key destroy)
{
    data.destroy = destroy;
    return data.value;
}

_LIBCPP_END_NAMESPACE_STD
