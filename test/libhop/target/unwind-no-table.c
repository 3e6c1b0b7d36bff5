// RUN: %clang_v7em -Os %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -O0 %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A frame that cannot be unwound ends the unwinding with a report, never with a
// hang: cleanups inside of it have run, those outside are given up.
#include "Inputs/cases.h"

#define CALLER(name, callee, tables)                                               \
    void name(void);                                                               \
    __asm__(".syntax unified\n.section .text." #name ",\"ax\",%progbits\n"         \
            ".globl " #name "\n.type " #name ",%function\n.thumb_func\n" #name     \
            ":\n.fnstart\n" tables "\npush {r4, lr}\nbl " #callee                  \
            "\npop {r4, pc}\n.fnend\n.size " #name ", . - " #name "\n.text\n")

CALLER(marked, do_panic, ".cantunwind");
// Tables that do not describe the code: SP would go beyond the stack.
CALLER(wrong, do_panic, ".pad #0x10000");
// Tables that take nothing: SP would not move.
CALLER(endless, do_panic, "");

void do_panic(void)
{
    NOTED inner = 1;
    hop_panic("lost");
}

// CHECK:      case 0
// CHECK-NEXT:   panic: lost
// CHECK-NEXT:   events: 1{{$}}
// CHECK-NEXT:   asked 0, frames 2
// CHECK-NEXT:   given up: marked as not to be unwound
static void through_marked(void)
{
    NOTED outer = 2;
    marked();
    keep++;
}

// CHECK:      case 1
// CHECK-NEXT:   panic: lost
// CHECK-NEXT:   events: 1{{$}}
// CHECK-NEXT:   asked 0, frames 2
// CHECK-NEXT:   given up: stack contents do not fit the unwind table
static void through_wrong(void)
{
    NOTED outer = 3;
    wrong();
    keep++;
}

// CHECK:      case 2
// CHECK-NEXT:   panic: lost
// CHECK-NEXT:   events: 1{{$}}
// CHECK-NEXT:   asked 0, frames 2
// CHECK-NEXT:   given up: stack contents do not fit the unwind table
static void through_endless(void)
{
    NOTED outer = 4;
    endless();
    keep++;
}

// CHECK: done
const test_case cases[] = {through_marked, through_wrong, through_endless};
const unsigned case_count = sizeof cases / sizeof cases[0];
