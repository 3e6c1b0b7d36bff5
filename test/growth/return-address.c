// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A function whose call has been moved to a stacklet knows who has called it: by __builtin_return_address(0), also below an
// alloca that has moved SP again, in a function that a moved one has tail-called, and in what -finstrument-functions calls.
//
// RUN: %clang_v7em -O0 %s -o %t.elf -Wl,--defsym=__hop_stress_growth=1 && %run %t.elf 2>&1 | FileCheck %s
// RUN: %clang_v7em_hf -Os %s -o %t.elf -Wl,--defsym=__hop_stress_growth=1 && %run %t.elf 2>&1 | FileCheck %s
// RUN: %clang --target=thumbv6m -Os %s -o %t.elf -Wl,--defsym=__hop_stress_growth=1 && %run %t.elf 2>&1 | FileCheck %s
// RUN: %clang --target=thumbv8m.main -O2 %s -o %t.elf -Wl,--defsym=__hop_stress_growth=1 && %run %t.elf 2>&1 | FileCheck %s
// RUN: %clang_v7em -O2 -flto %s -o %t.elf -Wl,--defsym=__hop_stress_growth=1 && %run %t.elf 2>&1 | FileCheck %s
// RUN: %clang_v7em -O2 -finstrument-functions -DTRACED %s -o %t.elf -Wl,--defsym=__hop_stress_growth=1 && %run %t.elf 2>&1 | FileCheck %s
// RUN: %clang_v7em -O2 -finstrument-functions -DTRACED %s -o %t.elf && %run %t.elf 2>&1 | FileCheck %s
//
// CHECK: frame: known
// CHECK-NEXT: alloca: known
// CHECK-NEXT: tail call: known

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>


#define NOINLINE __attribute__((noinline))

// Thumb-1 code has none.
#if __ARM_ARCH_ISA_THUMB == 1
#define TAIL_CALL
#define LEAF static inline __attribute__((always_inline))
#else
#define TAIL_CALL __attribute__((musttail))
#define LEAF static NOINLINE
#endif

static volatile int zero;
static void *seen, *traced;

static int framed(void), with_alloca(void), tail(void);

void __cyg_profile_func_enter(void *function, void *caller);
void __cyg_profile_func_exit(void *function, void *caller);

__attribute__((no_instrument_function)) void __cyg_profile_func_enter(void *function, void *caller)
{
    if (function == &tail || function == &framed || function == &with_alloca)
        traced = caller;
}

__attribute__((no_instrument_function)) void __cyg_profile_func_exit(void *function, void *caller)
{
    (void)function;
    (void)caller;
}

static NOINLINE int framed(void)
{
    volatile char frame[100];
    frame[zero] = 1;
    seen = __builtin_return_address(0);
    return frame[zero];
}

static NOINLINE int with_alloca(void)
{
    volatile char *bytes = __builtin_alloca(200 + zero);
    bytes[zero] = 1;
    seen = __builtin_return_address(0);
    return bytes[zero];
}

LEAF int leaf(void)
{
    seen = __builtin_return_address(0);
    return 1 + zero;
}

static NOINLINE int tail(void)
{
    volatile char frame[100];
    frame[zero] = 1;
    TAIL_CALL return leaf();
}

static NOINLINE int ask(int (*function)(void))
{
    return function() + 1;
}

static NOINLINE int ask_elsewhere(int (*function)(void))
{
    return function() - 1;
}

// They are short. Code of the runtime may be near, but cannot be in both.
static bool is_in(const void *address, int (*caller)(int (*)(void)))
{
    return (uintptr_t)address - (uintptr_t)caller < 100;
}

static void report(const char *what, int (*function)(void))
{
    ask(function);
    const void *first = seen, *first_traced = traced;
    ask_elsewhere(function);
    bool is_known = is_in(first, ask) && is_in(seen, ask_elsewhere) && first != seen;
#ifdef TRACED
    is_known = is_known && is_in(first_traced, ask) && is_in(traced, ask_elsewhere) && first_traced != traced;
#else
    (void)first_traced;
#endif
    printf("%s: %s\n", what, is_known ? "known" : "wrong");
}

int main(void)
{
    report("frame", framed);
    report("alloca", with_alloca);
    report("tail call", tail);
    return 0;
}
