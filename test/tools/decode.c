// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// hop-decode makes of a board's log what hop-run prints for the same image, inlined calls and call chains
// included. A stripped image is the board: hop-run knows no names then.
//
// RUN: %clang_v7em -g -Os %s -o %t.elf
// RUN: llvm-strip %t.elf -o %t.board.elf
// RUN: %status 70 %run %t.board.elf > %t.log 2>&1
// RUN: FileCheck --check-prefix=RAW --input-file=%t.log %s
// RUN: hop-decode %t.elf %t.log > %t.txt
// RUN: FileCheck --input-file=%t.txt %s
// RUN: %status 70 %run %t.elf 2>&1 | diff - %t.txt
//
// From standard input, byte for byte as it comes; what has names keeps them; what is no address is left alone.
// RUN: %python %S/Inputs/in_pieces.py %t.log 1 | hop-decode %t.elf | diff - %t.txt
// RUN: hop-decode %t.elf %t.txt | diff - %t.txt
// RUN: printf '@0x0000 @0x000001234 x@0xffffffff @0x0000' > %t.odd
// RUN: hop-decode %t.elf %t.odd | cmp - %t.odd
//
// Without debug information there are functions only. A fatal report has the LR as it was: where the call returns
// to is not the line of the call.
// RUN: llvm-strip --strip-debug %t.elf -o %t.names.elf
// RUN: hop-decode %t.names.elf %t.log | FileCheck --check-prefix=NAMES %s
// RUN: %status 71 %run %t.board.elf fault 2>&1 | hop-decode %t.elf | FileCheck --check-prefix=FATAL %s
//
// RAW: called from @0x{{[0-9a-f]+ @0x[0-9a-f]+ }}
// CHECK: before
// CHECK-NEXT: hop: panic: three in task 'main'
// CHECK-NEXT: called from @0x{{[0-9a-f]+}} <outer+0x{{[0-9a-f]+}} decode.c:[[#@LINE + 12]] (leaf), decode.c:[[#@LINE + 17]] (middle), decode.c:[[#@LINE + 24]]> @0x{{[0-9a-f]+}} <main+0x{{[0-9a-f]+}} decode.c:[[#@LINE + 47]]>
// NAMES: called from @0x{{[0-9a-f]+}} <outer+0x{{[0-9a-f]+}}> @0x{{[0-9a-f]+}} <main+0x{{[0-9a-f]+}}>
// FATAL: hop: fatal: {{.*}} in the handler of exception 26
// FATAL-NEXT: at @0x{{[0-9a-f]+}} <poke+0x{{[0-9a-f]+}} decode.c:[[#@LINE + 26]]> called from @0x{{[0-9a-f]+}} <DUALTIMER_Handler+0x{{[0-9a-f]+}} decode.c:[[#@LINE + 32]]>

#include <hop/hop.h>
#include <stdio.h>
#include <string.h>

static inline __attribute__((always_inline)) void leaf(int n)
{
    if (n == 3)
        hop_panic("three");
}

static inline __attribute__((always_inline)) int middle(int n)
{
    leaf(n);
    return n + 1;
}

static __attribute__((noinline)) int outer(int n)
{
    printf("before\n");
    return middle(n) * 2;
}

static __attribute__((noinline)) void poke(volatile int *address)
{
    *address = 1;
}

// In a handler a fault is fatal.
void DUALTIMER_Handler(void)
{
    poke((int *)0x60000000);
    __asm volatile("");
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "fault") == 0) {
        *(volatile unsigned *)0xe000e100 = 1 << 10;
        *(volatile unsigned *)0xe000e200 = 1 << 10;
        __asm volatile("dsb\n\tisb");
        return 1;
    }
    return outer(argc + 2) + 1;
}
