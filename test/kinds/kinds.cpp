// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One function of each kind that C++ adds, without a C++ library.
#include "squeeze.h"

namespace {

NOINLINE int fill(volatile char *bytes, int size)
{
    int sum = 0;
    for (int i = 0; i < size; i++) {
        bytes[i] = (char)(i & 7);
        sum += bytes[i];
    }
    return sum;
}

template <int Size> NOINLINE int frame(int n)
{
    volatile char bytes[Size];
    return fill(bytes, Size) + n;
}

// Counts who is alive; both ends take stack.
struct Counter {
    static int alive;
    int value;
    NOINLINE explicit Counter(int n) : value(frame<80>(n)) { alive++; }
    NOINLINE Counter(const Counter &other) : value(frame<48>(0) * 0 + other.value) { alive++; }
    NOINLINE ~Counter() { alive -= frame<120>(0) != 0; }
};
int Counter::alive;

struct Base {
    virtual int run(int n) { return frame<16>(n); }
    virtual ~Base() {}
    int first = 1;
};

struct Other {
    virtual int twice(int n) { return 2 * n; }
    int second = 2;
};

// twice() is also called with an adjusted this, through a thunk.
struct Derived : Base, Other {
    NOINLINE int run(int n) override { return frame<104>(n) + first; }
    NOINLINE int twice(int n) override { return frame<200>(2 * n) + second; }
};

// Through virtual bases, for which the thunk reads the table.
struct Diamond : virtual Other {
    NOINLINE int twice(int n) override { return frame<136>(3 * n) + second; }
};

// Destructors of objects on the heap, of which there are none.
} // namespace
void operator delete(void *, unsigned) noexcept {}
namespace {

NOINLINE int call_base(Base &object) { return object.run(zero); }
NOINLINE int call_other(Other &object) { return object.twice(zero); }

NOINLINE int by_value(Counter counter) { return counter.value + frame<40>(Counter::alive); }

NOINLINE int temporaries(int n)
{
    Counter counters[3] = {Counter(n), Counter(n + 1), Counter(n + 2)};
    return by_value(counters[1]) + by_value(Counter(n)) + counters[2].value;
}

NOINLINE int promised(int n) noexcept
{
    Counter counter(n);
    return frame<64>(counter.value);
}

template <typename Function> NOINLINE int apply(Function function) { return function(1) + function(2); }

NOINLINE int lambdas(int n)
{
    int captured[20] = {};
    captured[n] = 5;
    return apply([&captured, n](int x) { return frame<88>(captured[n] + x); });
}

NOINLINE int members(int (Base::*method)(int), Base &object) { return (object.*method)(zero); }

int initialised = frame<32>(3);

int run_objects() { return temporaries(zero) + Counter::alive; }
int run_virtual() { Derived object; return call_base(object) + call_other(object); }
int run_diamond() { Diamond object; return call_other(object); }
int run_noexcept() { return promised(zero); }
int run_lambdas() { return lambdas(zero); }
int run_members() { Derived object; return members(&Base::run, object); }
int run_initialised() { return initialised + frame<24>(0); }

} // namespace

#define FILLED(n) ((n) / 8 * 28)

extern "C" const struct kind kinds[] = {
    {"constructors, copies and destructors", run_objects, (FILLED(80) + 1 + FILLED(40) + 4) + (FILLED(80) + FILLED(40) + 5) + FILLED(80) + 2, 0},
    {"virtual functions and thunks", run_virtual, FILLED(104) + 1 + FILLED(200) + 2, 0},
    {"virtual bases", run_diamond, FILLED(136) + 2, 0},
    {"noexcept", run_noexcept, FILLED(80) + FILLED(64), 0},
    {"lambdas", run_lambdas, 2 * FILLED(88) + 13, 0},
    {"pointers to members", run_members, FILLED(104) + 1, 0},
    {"initialisers", run_initialised, FILLED(32) + 3 + FILLED(24), 0},
    {},
};
