// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A program of main and the C++ library. It prints the same wherever its calls run: see plain.test.
#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#define NOINLINE __attribute__((noinline))

static int alive, destroyed;

struct Guard {
  int value;
  explicit Guard(int v) : value(v) { alive++; }
  Guard(const Guard &other) : value(other.value) { alive++; }
  ~Guard() {
    alive--;
    destroyed += value;
  }
};

// Each call on a stacklet of its own, or some of them.
NOINLINE static int descend(int depth, Guard by_value, const std::string &text) {
  Guard local(depth);
  volatile char frame[90];
  frame[depth % 90] = 1;
  if (depth == 0)
    throw std::runtime_error("at the bottom of " + text);
  return descend(depth - 1, by_value, text) + frame[depth % 90];
}

NOINLINE static int passes_on(int depth) {
  Guard local(1000);
  try {
    return descend(depth, Guard(1), "passes_on");
  } catch (const std::logic_error &) {
    return -1; // not this one
  }
}

NOINLINE static int throws_again(int depth) {
  try {
    return passes_on(depth);
  } catch (const std::exception &first) {
    Guard local(10);
    if (depth % 2 == 0)
      throw;
    throw std::out_of_range(std::string(first.what()) + ", again");
  }
}

// A destructor that throws and catches while an exception is on its way.
struct Stubborn {
  ~Stubborn() {
    try {
      descend(6, Guard(2), "a destructor");
    } catch (const std::runtime_error &error) {
      destroyed += int(std::string(error.what()).size());
    }
  }
};

NOINLINE static void stubborn(int depth) {
  Stubborn first;
  volatile char frame[200];
  frame[depth % 200] = 1;
  passes_on(depth + frame[depth % 200]);
}

// The exception passes frames whose SP an alloca has moved, and is caught in one.
NOINLINE static int through_array(int n, int depth) {
  Guard local(n);
  auto *bytes = static_cast<unsigned char *>(__builtin_alloca(std::size_t(n) * 60 + 1));
  std::fill(bytes, bytes + n * 60 + 1, static_cast<unsigned char>(n));
  if (depth > 0)
    return through_array(n, depth - 1) + bytes[n * 60];
  return descend(n, Guard(3), "an array") + bytes[n * 60];
}

NOINLINE static int caught_in_array(int n) {
  auto *bytes = static_cast<unsigned char *>(__builtin_alloca(std::size_t(n) * 90 + 1));
  std::fill(bytes, bytes + n * 90 + 1, static_cast<unsigned char>(n + 1));
  int total = 0;
  for (int i = 0; i < 3; i++) {
    try {
      total += through_array(n, i);
    } catch (const std::runtime_error &) {
      auto *more = static_cast<unsigned char *>(__builtin_alloca(std::size_t(n) * 40 + 1));
      std::fill(more, more + n * 40 + 1, static_cast<unsigned char>(i));
      total += bytes[n * 90] + more[n * 40];
    }
  }
  return total;
}

NOINLINE static void no_way_out(std::function<int(int)> f) {
  std::vector<std::unique_ptr<Guard>> owned;
  for (int i = 0; i < 5; i++)
    owned.push_back(std::make_unique<Guard>(i));
  f(int(owned.size()));
}

int main() {
  for (int depth = 0; depth < 12; depth++) {
    try {
      throws_again(depth);
    } catch (const std::out_of_range &error) {
      std::printf("out of range %s\n", error.what());
    } catch (const std::runtime_error &error) {
      std::printf("runtime %s\n", error.what());
    }
  }
  std::printf("alive %d, destroyed %d\n", alive, destroyed);
  for (int depth = 1; depth < 20; depth += 6) {
    try {
      stubborn(depth);
    } catch (const std::runtime_error &error) {
      std::printf("stubborn: %s\n", error.what());
    }
  }
  std::printf("alive %d, destroyed %d\n", alive, destroyed);
  try {
    no_way_out([](int n) -> int {
      Guard guard(n);
      if (n == 5)
        throw n * 7;
      return n;
    });
  } catch (int value) {
    std::printf("caught %d\n", value);
  }
  for (int n = 1; n < 14; n += 3)
    std::printf("arrays %d\n", caught_in_array(n));
  std::map<std::string, int> words;
  std::vector<std::string> list;
  for (int i = 0; i < 60; i++) {
    std::string word = "word" + std::to_string(i * 37 % 23);
    words[word]++;
    list.push_back(word);
  }
  std::sort(list.begin(), list.end(), [](const std::string &a, const std::string &b) { return b < a; });
  std::printf("words %d, most %d, first %s, last %s\n", int(words.size()), words["word7"], list.front().c_str(),
              list.back().c_str());
  std::printf("alive %d, destroyed %d\n", alive, destroyed);
  return 0;
}
