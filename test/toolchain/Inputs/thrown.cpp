// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Needs the C++ library, an unwinder, builtins for 64 bits and floats, and system calls.
#include <cmath>
#include <cstdio>
#include <string>

__attribute__((noinline)) void thrown(int value)
{
    throw value;
}

int main()
{
    volatile long long dividend = 14;
    volatile double half = 0.5;
    try {
        thrown(static_cast<int>(dividend * 3));
    } catch (int value) {
        std::printf("caught %d, %.3f, %u\n", value, std::copysign(half, -1.0),
                    static_cast<unsigned>(std::string("abc").size()));
    }
    return dividend / 15 == 0 ? 0 : 1;
}
