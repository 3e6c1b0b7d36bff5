// RUN: %clang_v7em -Os %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -O0 %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Landing pads that only catch are passed by: a panic is no exception that a
// handler could swallow. One that catches and cleans up is entered.
#include "Inputs/cases.h"

// void NAME(void): calls do_panic(); its landing pad notes `event` and resumes.
// The action table: record 1 catches only, record 3 catches, then cleans up.
#define CALLER(name, action, event)                                                \
    void name(void);                                                               \
    __asm__(".syntax unified\n.section .text." #name ",\"ax\",%progbits\n"         \
            ".globl " #name "\n.type " #name ",%function\n.thumb_func\n" #name     \
            ":\n.fnstart\n.save {r4, lr}\npush {r4, lr}\n"                         \
            ".L" #name "_call:\nbl do_panic\n.L" #name "_end:\nudf #0\n"           \
            ".L" #name "_pad:\nmov r4, r0\nmovs r0, #" #event "\nbl note_pad\n"    \
            "mov r0, r4\nbl _Unwind_Resume\n"                                      \
            ".personality __gxx_personality_v0\n.handlerdata\n"                    \
            ".byte 0xff, 0x9b\n.uleb128 .L" #name "_types - .L" #name "_base\n"    \
            ".L" #name "_base:\n.byte 0x01\n.uleb128 4\n"                          \
            ".byte .L" #name "_call - " #name ", 4, .L" #name "_pad - " #name      \
            ", " #action "\n.byte 1, 0, 1, 1, 0, 0\n.balign 4\n.word 0\n.L" #name  \
            "_types:\n.fnend\n.size " #name ", . - " #name "\n.text\n")

CALLER(cleans_up, 0, 10);
CALLER(only_catches, 1, 11);
CALLER(catches_and_cleans_up, 3, 12);

void note_pad(int event)
{
    note(event);
}

void do_panic(void)
{
    NOTED inner = 1;
    hop_panic("passing");
}

// CHECK:      case 0
// CHECK-NEXT:   panic: passing
// CHECK-NEXT:   events: 1 10 2
static void cleanup_pad(void)
{
    NOTED outer = 2;
    cleans_up();
    keep++;
}

// CHECK:      case 1
// CHECK-NEXT:   panic: passing
// CHECK-NEXT:   events: 1 3
// CHECK-NEXT:   asked 0, frames 4
static void catch_pad(void)
{
    NOTED outer = 3;
    only_catches();
    keep++;
}

// CHECK:      case 2
// CHECK-NEXT:   panic: passing
// CHECK-NEXT:   events: 1 12 4
static void both(void)
{
    NOTED outer = 4;
    catches_and_cleans_up();
    keep++;
}

// CHECK: done
const test_case cases[] = {cleanup_pad, catch_pad, both};
const unsigned case_count = sizeof cases / sizeof cases[0];
