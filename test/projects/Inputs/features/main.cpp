// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <cstdio>
#include <stdexcept>

extern "C" int answer();

int main()
{
    try {
        throw std::runtime_error("thrown");
    } catch (const std::exception &e) {
        std::printf("%s and caught, %d\n", e.what(), answer());
    }
}
