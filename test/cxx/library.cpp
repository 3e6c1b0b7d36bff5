// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The C++ library on every core: containers, algorithms, owners and callables, with exceptions and type
// information switched on; nothing is thrown.
//
// RUN: %every_core -std=c++20 -Os -Wl,--gc-sections %s
// RUN: %clangxx --target=thumbv7em -std=c++20 -Os -fno-exceptions -fno-rtti %s -o %t.elf
// RUN: %run %t.elf | FileCheck %s

#include <algorithm>
#include <array>
#include <charconv>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <variant>
#include <vector>

#include <stdio.h>

template <typename Range> static void show(const char *name, const Range &range)
{
    printf("%s:", name);
    for (const auto &element : range)
        printf(" %d", static_cast<int>(element));
    printf("\n");
}

static int alive;

struct Counted {
    int value;
    explicit Counted(int v) : value(v) { alive++; }
    Counted(const Counted &other) : value(other.value) { alive++; }
    ~Counted() { alive--; }
};

static void containers()
{
    std::vector<int> numbers{5, 3, 9, 1};
    for (int i = 20; i > 10; i -= 3)
        numbers.push_back(i);
    // CHECK: vector: 5 3 9 1 20 17 14 11
    show("vector", numbers);
    std::sort(numbers.begin(), numbers.end(), std::greater<>());
    // CHECK: sorted: 20 17 14 11 9 5 3 1
    show("sorted", numbers);
    numbers.erase(std::remove_if(numbers.begin(), numbers.end(), [](int n) { return n % 3 == 0; }), numbers.end());
    // CHECK: kept: 20 17 14 11 5 1
    show("kept", numbers);
    // CHECK: sum 68, eleven at 3
    printf("sum %d, eleven at %d\n", std::accumulate(numbers.begin(), numbers.end(), 0),
           static_cast<int>(std::find(numbers.begin(), numbers.end(), 11) - numbers.begin()));
    std::deque<int> both(numbers.begin(), numbers.end());
    both.push_front(7);
    std::set<int> ordered(both.begin(), both.end());
    std::list<int> listed(ordered.rbegin(), ordered.rend());
    // CHECK: list: 20 17 14 11 7 5 1
    show("list", listed);
    std::vector<bool> bits(70);
    bits[69] = true;
    // CHECK: bits 1 of 70
    printf("bits %d of %u\n", static_cast<int>(std::count(bits.begin(), bits.end(), true)),
           static_cast<unsigned>(bits.size()));
}

static void texts()
{
    std::string text = "finite";
    text += "-stack, ";
    text.insert(0, 3, '>');
    text.append(text, 3, 6);
    // CHECK: >>>finite-stack, finite 23 9
    printf("%s %u %u\n", text.c_str(), static_cast<unsigned>(text.size()), static_cast<unsigned>(text.find('-')));
    std::map<std::string, int> words;
    for (const char *word : {"to", "be", "or", "not", "to", "be"})
        words[word]++;
    // CHECK: be 2 not 1 or 1 to 2
    for (const auto &[word, count] : words)
        printf("%s %d%s", word.c_str(), count, word == "to" ? "\n" : " ");
    std::unordered_map<int, std::string> names{{1, "one"}, {1000, "thousand"}};
    names.emplace(70, std::to_string(70) + " with a text that is too long for the object itself");
    // CHECK: thousand, 70 with a text that is too long for the object itself
    printf("%s, %s\n", names[1000].c_str(), names[70].c_str());
    double value = 0;
    const char number[] = "-12.5e3";
    char shown[24];
    int parsed = 0;
    std::from_chars(number, number + 3, parsed);
    value = std::stod(number);
    *std::to_chars(shown, shown + sizeof shown, 0.1 + value).ptr = '\0';
    // CHECK: -12 -12499.9
    printf("%d %s\n", parsed, shown);
}

static void owners()
{
    {
        std::unique_ptr<Counted> one = std::make_unique<Counted>(1);
        std::unique_ptr<Counted> moved = std::move(one);
        std::shared_ptr<Counted> two = std::make_shared<Counted>(2);
        std::weak_ptr<Counted> watch = two;
        std::vector<Counted> several(3, Counted(3));
        std::optional<Counted> maybe;
        maybe.emplace(4);
        std::variant<int, Counted> either = Counted(5);
        // CHECK: alive 7 empty 1 used 1 watched 1 maybe 4 either 5
        printf("alive %d empty %d used %ld watched %d maybe %d either %d\n", alive, !one, two.use_count(),
               !watch.expired(), maybe->value, std::get<Counted>(either).value);
    }
    // CHECK: alive 0
    printf("alive %d\n", alive);
    int base = 100;
    std::array<int, 8> large{1, 2, 3, 4, 5, 6, 7, 8};
    std::function<int(int)> add = [base, large](int n) { return base + n + large[7]; };
    std::function<int(int)> copy = add;
    auto bound = std::bind(std::minus<>(), std::placeholders::_1, 1);
    auto [first, second] = std::make_tuple(copy(1), bound(10));
    // CHECK: function 109 bind 9
    printf("function %d bind %d\n", first, second);
}

int main()
{
    containers();
    texts();
    owners();
    return 0;
}
