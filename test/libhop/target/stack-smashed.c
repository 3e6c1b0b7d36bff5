// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What -fstack-protector and -D_FORTIFY_SOURCE find is a panic of the task, which restarts: newlib's own ends the program.
// A frame that has been written over is not unwound from; a call that would have written too far is, as others.
//
// RUN: %every_core -Os -fstack-protector-strong -D_FORTIFY_SOURCE=2 %s
// RUN: %clang_v7em -O0 -fstack-protector-all -D_FORTIFY_SOURCE=2 -O1 %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: hop-check-eh %t.elf
#include "Inputs/cases.h"

#include <string.h>

static volatile size_t too_many = 40;
static char buffer[16];

__attribute__((noinline)) static void write_over(void)
{
    NOTED own = 2;
    char local[16];
    for (size_t i = 0; i < too_many; i++)
        ((volatile char *)local)[i] = 'A';
}

// CHECK:      case 0
// CHECK-NEXT:   panic: stack smashing detected
// CHECK-NEXT:   events: 2{{$}}
// CHECK-NEXT:   asked 0
// CHECK-NEXT:   given up: marked as not to be unwound
static void smash(void)
{
    NOTED outer = 1;
    volatile char above[100];
    above[too_many] = 1;
    write_over();
    keep = above[too_many];
}

// CHECK:      case 1
// CHECK-NEXT:   panic: buffer overflow detected
// CHECK-NEXT:   events: 3
// CHECK-NEXT:   asked 0
// CHECK-NEXT: done
static void copy(void)
{
    NOTED outer = 3;
    memset(buffer, 'A', too_many);
    keep = buffer[3];
}

const test_case cases[] = {smash, copy};
const unsigned case_count = sizeof cases / sizeof cases[0];
