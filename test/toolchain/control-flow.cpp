// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// -fsanitize=cfi finds its list of exceptions in the prefix. A virtual call on an object of another class is a panic of the task, whose
// cleanups run.
//
// RUN: %clangxx %{thumbv7em-hf} -Os -flto -fvisibility=hidden -fsanitize=cfi %s -o %t.elf
// RUN: %status 70 %run %t.elf 2>&1 | FileCheck %s
// RUN: %clangxx %{thumbv6m} -Os -flto -fvisibility=hidden -fsanitize=cfi %s -o %t.elf
// RUN: %status 70 %run %t.elf 2>&1 | FileCheck %s
//
// CHECK: right 2
// CHECK-NEXT: left
// CHECK-NEXT: hop: panic: undefined instruction in task 'main'

#include <cstdio>

struct Base {
    virtual int number() { return 1; }
};

struct Derived : Base {
    int number() override { return 2; }
};

struct Other {
    virtual int number() { return 3; }
};

struct Scope {
    ~Scope() { std::puts("left"); }
};

static Derived derived;
static Other other;
static void *volatile object = &derived;

__attribute__((noinline)) static int call()
{
    return static_cast<Base *>(object)->number();
}

int main()
{
    Scope scope;
    std::printf("right %d\n", call());
    object = &other;
    std::printf("wrong %d\n", call());
}
