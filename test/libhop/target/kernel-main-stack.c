// RUN: %clang_v7em -O0 %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang_v7em -O0 -Wl,--defsym=__hop_main_stack_size=65536 %s -o %t.elf
// RUN: %run %t.elf | FileCheck --check-prefix=BIG %s
// RUN: %clang_v7em -O0 -Wl,--defsym=__hop_main_stack_size=64 %s -o %t.elf
// RUN: not %run %t.elf 2>&1 | FileCheck --check-prefix=TINY %s
//
// The linker sets the size of main's stack; one that can hold nothing is an
// error that says so.
#include <hop/hop.h>
#include <stdio.h>

static struct hop_runtime *self(void)
{
    return &hop_task_self()->runtime;
}

int main(void)
{
    // CHECK: size 8192 inside 1
    // BIG: size 65536 inside 1
    // TINY: fatal: __hop_main_stack_size is below HOP_STACK_MIN
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    printf("size %u inside %d\n", (unsigned)(self()->top - self()->base),
           here > self()->base && here < self()->top);
    return 0;
}
