// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The function whose object has the virtual functions of this class, which lock: apart from the other memory resources,
// which programs with another kernel may have.
#include <memory_resource>

_LIBCPP_BEGIN_NAMESPACE_STD

bool pmr::synchronized_pool_resource::do_is_equal(const memory_resource &other) const noexcept
{
    return &other == this;
}

_LIBCPP_END_NAMESPACE_STD
