// RUN: %every_core -std=c++20 -Os -fno-use-cxa-atexit -fsanitize=shift,bounds -fsanitize-minimal-runtime %s
// RUN: %clangxx --target=thumbv7em -std=c++20 -O0 -fno-use-cxa-atexit -fsanitize=shift,bounds -fno-sanitize-recover=bounds -DFULL %s -o %t.elf
// RUN: %run %t.elf 2>&1 | FileCheck %s
// RUN: %clangxx --target=thumbv7em -std=c++20 -O2 -fno-use-cxa-atexit -ftrapv -ftrapv-handler=on_overflow %s -o %t.elf
// RUN: %run %t.elf 2>&1 | FileCheck --check-prefix=TRAPV %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions that the compiler calls for the language, and that a program may have itself: what they unwind runs its
// cleanups. Sanitizers' handlers that panic, the handler of -ftrapv, atexit, a coroutine that is left while it waits.
#include <hop/hop.h>

#include <coroutine>
#include <cstdio>

struct Held {
    const char *name;
    ~Held() { std::printf("left %s\n", name); }
};

static Held global{"the program"};
static volatile int three = 3, forty = 40;

extern "C" {
#ifdef FULL
void __ubsan_handle_shift_out_of_bounds(void *, unsigned, unsigned) { hop_panic("a bad shift"); }
void __ubsan_handle_out_of_bounds_abort(void *, unsigned) { hop_panic("a bad index"); }
#else
void __ubsan_handle_shift_out_of_bounds_minimal() { hop_panic("a bad shift"); }
void __ubsan_handle_out_of_bounds_minimal() { hop_panic("a bad index"); }
#endif
long long on_overflow(long long, long long, char, char) { hop_panic("an overflow"); }
}

static void shift(void *)
{
    Held held{"a shift"};
    three = three << forty;
}

static void index(void *)
{
    Held held{"an index"};
    static int array[4];
    array[forty & 7 | 4] = 1;
}

static void add(void *)
{
    Held held{"a sum"};
    three = three + 0x7fffffff;
}

struct Numbers {
    struct promise_type {
        int value;
        Numbers get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        std::suspend_always yield_value(int next)
        {
            value = next;
            return {};
        }
        void return_void() {}
        void unhandled_exception() { std::puts("not an exception"); }
    };
    std::coroutine_handle<promise_type> handle;
    ~Numbers() { handle.destroy(); }
};

static Numbers numbers()
{
    Held held{"a coroutine"};
    for (int i = 1;; i++)
        co_yield i;
}

static void wait(void *)
{
    Numbers of = numbers();
    of.handle.resume(), of.handle.resume();
    hop_panic("at %d", of.handle.promise().value);
}

// The slow way of a product that is not a number.
static void multiply()
{
    Held held{"a product"};
    volatile double infinite = 1e308 * three * three;
    _Complex double z = {infinite, 1}, product = z * z;
    std::printf("%.0f\n", __real__ product);
}

static void run(const char *name, void (*entry)(void *))
{
    static hop_task task;
    alignas(8) static unsigned char stack[3000];
    static Held kept{"what was kept"};
    hop_task_config config = {};
    config.name = name, config.entry = entry, config.stack = stack, config.stack_size = sizeof stack;
    config.priority = HOP_PRIORITY_MAIN + 1, config.restart = HOP_RESTART_NEVER;
    hop_task_create(&task, &config);
    hop_task_join(&task);
}

int main()
{
    // CHECK:  left a shift
    // CHECK-NEXT: hop: panic: a bad shift
    // CHECK:  left an index
    // CHECK-NEXT: hop: panic: a bad index
    // TRAPV:  left a sum
    // TRAPV-NEXT: hop: panic: an overflow
#if __has_feature(undefined_behavior_sanitizer)
    run("shift", shift), run("index", index);
#else
    run("add", add);
#endif
    // CHECK:  left a coroutine
    // CHECK-NEXT: hop: panic: at 2
    // TRAPV:  left a coroutine
    // TRAPV-NEXT: hop: panic: at 2
    run("wait", wait);
    // CHECK: inf
    // CHECK-NEXT: left a product
    // TRAPV: inf
    multiply();
    // CHECK-NEXT: left what was kept
    // CHECK-NEXT: left the program
    // TRAPV: left what was kept
    return 0;
}
