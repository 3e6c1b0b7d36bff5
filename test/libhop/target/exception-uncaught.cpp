// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An exception that nobody catches is destroyed when its task has died, and its memory is given back: a task, or a
// handler that may fail, that ends like this again and again did use up the heap. If its destructor panics the task restarts nevertheless.
#include "../../Inputs/heap_in_use.h"
#include "../../kernel/Inputs/interrupts.h"

#include <hop/hop.hpp>

#include <cstdio>

enum { LIVES = 20 };

static int alive, lives;
static hop::task<3072> task;

struct Counted {
    Counted() { alive++; }
    Counted(const Counted &) { alive++; }
    ~Counted() { alive--; }
    char more[60];
};

struct Panics {
    ~Panics() { hop_panic("in the destructor of an exception"); }
    char more[60];
};

void hop_panic_hook(const hop_panic_info *info)
{
    lives++;
    if (lives == 1)
        std::printf("%s%s%s\n", info->text, info->reclaimed ? ": " : "", info->reclaimed ? info->reclaimed : "");
}

static void is_thrown(void *)
{
    throw Counted();
}

static void leaves_noexcept(void *)
{
    []() noexcept { throw Counted(); }();
}

static void is_rethrown(void *)
{
    try {
        throw Counted();
    } catch (Counted &) {
        throw;
    }
}

static void is_thrown_in_a_handler(void *)
{
    try {
        throw Counted();
    } catch (Counted &) {
        throw Counted();
    }
}

struct Throws {
    ~Throws() { throw Counted(); }
};

static void is_thrown_by_a_destructor(void *)
{
    Throws object;
}

static void panics(void *)
{
    throw Panics();
}

// The hook says that the interrupt may come again.
extern "C" bool hop_isr_panic_hook(unsigned, const hop_panic_info *)
{
    lives++;
    return true;
}

extern "C" {
ON_INTERRUPT_9(HOP_ISR)
{
    throw Counted();
}
}

static void try_interrupt()
{
    interrupts_enable();
    lives = alive = 0;
    int before = static_cast<int>(heap_in_use());
    for (int i = 0; i < LIVES; i++)
        interrupt_raise(9);
    std::printf("interrupt: %d lives, %d alive, heap %+d\n", lives, alive, static_cast<int>(heap_in_use()) - before);
}

static void try_it(const char *name, void (*entry)(void *))
{
    int before = 0;
    lives = alive = 0;
    for (int i = 0; i < LIVES; i++) {
        task.start("throws", 20, entry, nullptr, HOP_RESTART_NEVER);
        hop_task_join(task.native_handle());
        if (i == 0)
            before = static_cast<int>(heap_in_use());
    }
    std::printf("%s: %d lives, %d alive, heap %+d\n", name, lives, alive, static_cast<int>(heap_in_use()) - before);
}

int main()
{
    // CHECK: uncaught exception of type 7Counted
    // CHECK-NEXT: thrown: 20 lives, 0 alive, heap +0
    try_it("thrown", is_thrown);
    // CHECK-NEXT: uncaught
    // CHECK-NEXT: noexcept: 20 lives, 0 alive, heap +0
    try_it("noexcept", leaves_noexcept);
    // CHECK-NEXT: uncaught
    // CHECK-NEXT: rethrown: 20 lives, 0 alive, heap +0
    try_it("rethrown", is_rethrown);
    // CHECK-NEXT: uncaught
    // CHECK-NEXT: in a handler: 20 lives, 0 alive, heap +0
    try_it("in a handler", is_thrown_in_a_handler);
    // CHECK-NEXT: uncaught
    // CHECK-NEXT: destructor: 20 lives, 0 alive, heap +0
    try_it("destructor", is_thrown_by_a_destructor);
    // CHECK-NEXT: uncaught exception of type 6Panics: panic in a cleanup
    // CHECK-NEXT: panics: 20 lives{{.*}}
    try_it("panics", panics);
    // CHECK-NEXT: interrupt: 20 lives, 0 alive, heap +0
    try_interrupt();
    return 0;
}
