// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names as they are in the source, by the C++ ABI's function for it.
//
// RUN: %every_core -std=c++20 -Os -Wl,--gc-sections %s

#include <cxxabi.h>
#include <stdio.h>
#include <stdlib.h>
#include <typeinfo>

template <typename T> struct Box {};

static void show(const char *mangled)
{
    int status = 1;
    char *name = abi::__cxa_demangle(mangled, nullptr, nullptr, &status);
    printf("%d %s\n", status, name ? name : "none");
    free(name);
}

int main()
{
    // CHECK: 0 Box<unsigned long long (&) [3]>
    show(typeid(Box<unsigned long long (&)[3]>).name());
    // CHECK: 0 std::__1::vector<int, std::__1::allocator<int>>::push_back(int&&)
    show("_ZNSt3__16vectorIiNS_9allocatorIiEEE9push_backEOi");
    // CHECK: -2 none
    show("main");
}
