// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <cstdio>
#include <stdexcept>
#include <thread>

extern "C" int answer();

static void work()
{
    try {
        throw std::runtime_error("thrown");
    } catch (const std::exception &e) {
        std::printf("%s and caught, %d\n", e.what(), answer());
    }
}

int main()
{
    std::thread(work).join();
}
