// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the C++ library cannot go on from is a panic of the task, with a text that says what: here main's,
// which ends the program. Without exceptions that is all that would be thrown.
//
// RUN: %clangxx --target=thumbv7em -Os -fno-exceptions -fno-rtti %s -o %t.elf
// RUN: %status 70 %run %t.elf virtual 2>&1 | FileCheck --check-prefixes=ALL,VIRTUAL %s
// RUN: %status 70 %run %t.elf memory 2>&1 | FileCheck --check-prefixes=ALL,MEMORY %s
// RUN: %status 70 %run %t.elf assertion 2>&1 | FileCheck --check-prefixes=ALL,ASSERTION %s
// RUN: %status 70 %run %t.elf thrown 2>&1 | FileCheck --check-prefixes=ALL,THROWN %s
// RUN: %clangxx --target=thumbv7em -Os -fno-exceptions %s -o %t.rtti.elf
// RUN: %status 70 %run %t.rtti.elf cast 2>&1 | FileCheck --check-prefixes=ALL,CAST %s
// RUN: %clangxx --target=thumbv7em -Os %s -o %t.terminate.elf
// RUN: %status 70 %run %t.terminate.elf terminate 2>&1 | FileCheck --check-prefixes=ALL,TERMINATE %s
// RUN: %status 70 %run %t.terminate.elf returns 2>&1 | FileCheck --check-prefixes=ALL,RETURNS %s
//
// ALL:           held
// ALL:           released
// VIRTUAL:       panic: Pure virtual function called!
// MEMORY:        panic: operator new: out of memory
// ASSERTION:     panic: {{.*}}assertion __n < size() failed: vector[] index out of bounds
// THROWN:        panic: out_of_range was thrown in -fno-exceptions mode with message "vector"
// CAST:          panic: dynamic_cast of a reference to another type
// TERMINATE:     panic: terminate called without an exception
// RETURNS:       panic: terminate_handler unexpectedly returned

#define _LIBCPP_HARDENING_MODE _LIBCPP_HARDENING_MODE_FAST
#include <exception>
#include <vector>

#include <stdio.h>
#include <string.h>

struct Base {
    virtual void pure() = 0;
};
__attribute__((noinline)) void call(Base *base)
{
    base->pure();
}
struct Derived : Base {
    void pure() override {}
};
struct Other : Base {};
struct Abstract : Base {
    Abstract() { call(this); }
};
struct Unfinished : Abstract {
    void pure() override {}
};

struct Held {
    Held() { puts("held"); }
    ~Held() { puts("released"); }
};

volatile size_t huge = 0x30000000, fourth = 3;
char *volatile kept;

int main(int, char **arguments)
{
    const char *ending = arguments[1];
    Held held;
    std::vector<int> numbers(3);
    if (strcmp(ending, "virtual") == 0)
        Unfinished unfinished;
    if (strcmp(ending, "memory") == 0)
        kept = new char[huge];
    if (strcmp(ending, "assertion") == 0)
        return numbers[fourth];
    if (strcmp(ending, "thrown") == 0)
        return numbers.at(fourth);
#ifdef __cpp_rtti
    Derived derived;
    Base &base = derived;
    if (strcmp(ending, "cast") == 0)
        return &dynamic_cast<Other &>(base) == nullptr;
#endif
#ifdef __cpp_exceptions
    if (strcmp(ending, "returns") == 0)
        std::set_terminate([] {});
    std::terminate();
#endif
    return 1;
}
