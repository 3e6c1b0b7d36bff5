// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The tools read images whose code masks interrupts, as a vendor's HAL does: llvm-objdump writes "cpsid i" in one.
//
// RUN: for target in thumbv6m thumbv7em thumbv8m.main; do \
// RUN:   %clang --target=$target -Os %s -o %t.elf && llvm-objdump -d %t.elf | FileCheck --check-prefix=CODE %s || exit 1; \
// RUN:   hop-check-eh %t.elf && hop-size %t.elf && hop-stack %t.elf || exit 1; done | FileCheck %s
// CODE: {{cpsid[[:space:]]i}}
// CHECK-COUNT-3: 0 problems
static volatile int shared;

__attribute__((noinline)) static void increment(void)
{
    __asm__ volatile("cpsid i" ::: "memory");
    shared++;
    __asm__ volatile("cpsie i" ::: "memory");
}

int main(void)
{
    increment();
    return 0;
}
