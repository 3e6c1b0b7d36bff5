// RUN: %every_core -Os -std=c++20 %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// std::atomic of all sizes: what a firmware shares with its handlers.
#include <atomic>
#include <cstdio>

enum class Mode : unsigned char { Off, On };

struct Point {
    int x, y;
};

static std::atomic<bool> ready;
static std::atomic<Mode> mode{Mode::Off};
static std::atomic<int> number{40};
static std::atomic<long long> large{1LL << 40};
static std::atomic<Point> point{Point{1, 2}};
static std::atomic<const char *> text{"text"};
static std::atomic_flag flag = ATOMIC_FLAG_INIT;

int main()
{
    ready = true;
    Mode was = mode.exchange(Mode::On);
    number.fetch_add(2, std::memory_order_relaxed);
    large.fetch_sub(1);
    text.fetch_add(1);
    Point before = point, after = {before.x + 10, before.y + 10};
    bool moved = point.compare_exchange_strong(before, after);
    bool again = point.compare_exchange_strong(before, Point{0, 0});
    // CHECK: ready 1, mode 0 1, number 42, large 1099511627775, ext, moved 1 0 11 12, flag 0 1
    std::printf("ready %d, mode %d %d, number %d, large %lld, %s, moved %d %d %d %d, flag %d", ready.load(),
                static_cast<int>(was), static_cast<int>(mode.load()), number--, large.load(), text.load(), moved, again,
                before.x, point.load().y, flag.test_and_set());
    std::printf(" %d\n", flag.test());
}
