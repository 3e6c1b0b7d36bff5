// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each allocation of std::regex fails once: it is an exception, and all that was allocated before is given back once. So
// does each copying of its traits.
//
// RUN: %clangxx --target=thumbv7em -std=c++17 -Os -Wl,--gc-sections %s -o %t.elf
// RUN: %run --icount 7 %t.elf | FileCheck %s

#include <cstdio>
#include <cstdlib>
#include <new>
#include <regex>

static int left = -1, blocks;

void *operator new(std::size_t size)
{
    if (left >= 0 && left-- == 0)
        throw std::bad_alloc();
    blocks++;
    return std::malloc(size);
}

void operator delete(void *block) noexcept
{
    blocks -= block != nullptr;
    std::free(block);
}

void operator delete(void *block, std::size_t) noexcept
{
    operator delete(block);
}

static bool can_make(int allocations)
{
    left = allocations;
    try {
        std::regex expression("a(b|c)*[d-f]");
        left = -1;
        return true;
    } catch (const std::bad_alloc &) {
        left = -1;
        return false;
    }
}

static int copies = -1;

struct fragile : std::regex_traits<char> {
    fragile() = default;
    fragile(const fragile &other) : std::regex_traits<char>(other)
    {
        if (copies >= 0 && copies-- == 0)
            throw std::bad_alloc();
    }
    fragile &operator=(const fragile &) = default;
};

static bool can_copy(int count, std::regex::flag_type flags)
{
    copies = count;
    try {
        std::basic_regex<char, fragile> expression("(a)b\\b|c[d-f]g|(?=h)i|\\1k", flags);
        copies = -1;
        return true;
    } catch (const std::bad_alloc &) {
        copies = -1;
        return false;
    }
}

static void copy_traits(std::regex::flag_type flags)
{
    can_copy(1000, flags);
    int before = blocks, failed = 0, lost = 0;
    while (!can_copy(failed, flags)) {
        failed++;
        lost += blocks != before;
    }
    std::printf("copies failed %s, lost %d\n", failed > 2 ? "some" : "few", lost);
}

int main()
{
    can_make(1000);
    int before = blocks, failed = 0, lost = 0;
    while (!can_make(failed)) {
        failed++;
        lost += blocks != before;
    }
    // CHECK: failed some, lost 0
    std::printf("failed %s, lost %d\n", failed > 5 ? "some" : "few", lost);
    // CHECK-NEXT: copies failed some, lost 0
    copy_traits(std::regex::ECMAScript);
    // CHECK-NEXT: copies failed some, lost 0
    copy_traits(std::regex::icase);
    // CHECK-NEXT: copies failed some, lost 0
    copy_traits(std::regex::collate);
}
