// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A number that a stream cannot print without memory makes the stream bad. libc++ took the -1 of snprintf for a length, and
// wrote over the stack.
//
// RUN: %every_core --except thumbv6m -std=c++20 -Os -Wl,--gc-sections %s

#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string>

int main()
{
    static void *taken[64];
    std::ostringstream out(std::string(20, ' '));
    int count = 0;
    for (size_t size = 1 << 20; size >= 8; size /= 2)
        while (count < 64 && (taken[count] = malloc(size)) != nullptr)
            count++;
    out << 1.5;
    bool is_bad = out.bad();
    while (count > 0)
        free(taken[--count]);
    out.clear();
    out << 2.5;
    // CHECK: bad 1, then 2.5
    printf("bad %d, then %.3s\n", is_bad, out.str().c_str());
    return 0;
}
