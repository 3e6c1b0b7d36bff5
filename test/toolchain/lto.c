// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Link-time optimisation, through our own ld.lld, keeps the checks, the landing pads and the
// cleanup regions; what is checked is not inlined into what is not.
//
// RUN: split-file %s %t
// RUN: %clang_v7em -Os -flto %t/main.c %t/deep.c -o %t/full.elf && %status 70 %run %t/full.elf > %t/out 2>&1
// RUN: FileCheck --input-file=%t/out %t/main.c
// RUN: %clang_v7em_hf -O2 -flto=thin %t/main.c %t/deep.c -o %t/thin.elf && %status 70 %run %t/thin.elf > %t/out 2>&1
// RUN: FileCheck --input-file=%t/out %t/main.c
// RUN: llvm-objdump -d --no-show-raw-insn --disassemble-symbols=deep,unchecked %t/full.elf | FileCheck %t/deep.c
// RUN: %clang_v7em -Os -flto -fno-finite-stack %t/main.c %t/deep.c -o %t/off.elf
// RUN: llvm-objdump -d --no-show-raw-insn --disassemble-symbols=deep %t/off.elf | FileCheck --check-prefix=OFF %t/deep.c
//
// Where the linker is not told of finite-stack it says so. It spoke of undefined symbols.
// RUN: %clang_v7em -Os -flto -c %t/main.c -o %t/main.o && %clang_v7em -Os -flto=thin -c %t/main.c -o %t/thin.o
// RUN: %clang_v7em -Os -fno-finite-stack -c %t/deep.c -o %t/deep.o
// RUN: for bitcode in main thin; do \
// RUN:   not %clang_v7em -fno-finite-stack %t/$bitcode.o %t/deep.o -o %t/none.elf 2>&1 | FileCheck --check-prefix=LINK %s || exit 1; \
// RUN: done
// LINK: error: {{.*}}.o: finite-stack code for LTO in a link without: link with clang and -ffinite-stack
// LINK-NOT: undefined

//--- main.c
#include <stdio.h>
int deep(int n);
int unchecked(int n);

static void release(int *lock)
{
    puts("released");
}

int main(void)
{
    __attribute__((cleanup(release))) int lock = 1;
    // CHECK: small 3
    printf("small %d\n", unchecked(2));
    // CHECK-DAG: released
    // CHECK-DAG: panic: stack overflow in task 'main'
    return deep(100000);
}

//--- deep.c
// CHECK-LABEL: <deep>:
// CHECK:       svc #{{0xf[cde]|25[2-4]}}
// OFF-NOT:     svc
__attribute__((noinline)) int deep(int n)
{
    volatile char frame[40];
    frame[0] = n;
    return n == 0 ? frame[0] : deep(n - 1) + frame[0];
}

static int would_be_inlined(int n)
{
    volatile char frame[300];
    frame[n] = 1;
    return n + frame[n];
}

// CHECK-LABEL: <unchecked>:
// CHECK-NOT:   svc
// CHECK:       {{b|bl|b.w}}{{ .*}}<would_be_inlined
__attribute__((noinline, no_split_stack)) int unchecked(int n)
{
    return would_be_inlined(n);
}
