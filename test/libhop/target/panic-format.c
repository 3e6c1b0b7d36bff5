// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reasons with arguments: put into words before a cleanup can change what they refer to, without stack of the task,
// cut to fit. hop_check names condition and place. A format of "%s" alone is not cut.
//
// RUN: %every_core -Os %s
// RUN: %clang_v7em -O0 -Wl,--defsym=__hop_stress_growth=1 %s -o %t.elf && %run %t.elf | FileCheck %s
#include "Inputs/cases.h"

#include <string.h>

// CHECK:      case 0
// CHECK-NEXT:   panic: -3 4000000000 beef 0x0000cafe c text (null) 100%
static void all(void)
{
    hop_panic("%d %u %x %p %c %s %s 100%%", -3, 4000000000u, 0xbeef, (void *)0xcafe, 'c', "text", (char *)NULL);
}

// CHECK:      case 1
// CHECK-NEXT:   panic: [   42] [00ff] [-0007] [7] [8]
static void widths(void)
{
    hop_panic("[%5d] [%04x] [%05d] [%lu] [%hu]", 42, 255, -7, 7ul, (unsigned short)8);
}

// CHECK:      case 2
// CHECK-NEXT:   panic: 0123456789 0123456789 0123456789 0123456789 0123456789 01234567{{$}}
static void cut(void)
{
    const char *digits = "0123456789";
    hop_panic("%s %s %s %s %s %s %s %s", digits, digits, digits, digits, digits, digits, digits, digits);
}

// The local goes with its frame.
// CHECK:      case 3
// CHECK-NEXT:   panic: local text
static void local(void)
{
    char text[] = "local text";
    __attribute__((cleanup(note_cleanup))) int first = 1;
    memcpy(text, "local", 5);
    hop_panic("%s%c", text, '\0');
}

// CHECK:      case 4
// CHECK-NEXT:   panic: check failed: first > 2 && !second, panic-format.c:[[# @LINE + 5]]
static void check(void)
{
    volatile int first = 2, second = 1;
    hop_check(first == 2 || second == 7);
    hop_check(first > 2 && !second);
}

// CHECK:      case 5
// CHECK-NEXT:   panic: a text that is longer than a record can hold is still whole, since it is one argument
static void whole(void)
{
    hop_panic("%s", "a text that is longer than a record can hold is still whole, since it is one argument");
}

// A conversion that is not known ends it: what comes behind would take the wrong arguments.
// CHECK:      case 6
// CHECK-NEXT:   panic: 1 %f %d
static void unknown(void)
{
#pragma clang diagnostic ignored "-Wformat"
    hop_panic("%d %f %d", 1, 2.0, 3);
}

// A text that cannot be read ends the unwinding, not the system.
// CHECK:      case 7
// CHECK-NEXT:   panic: {{bad .*}}
// CHECK-NEXT:   events:
static void bad(void)
{
#if __ARM_ARCH == 6
    hop_panic("bad text");
#else
    hop_panic("bad %s %d", (const char *)0xf0000000, 1);
#endif
}

// Not the report either, of which it would be the text.
// CHECK:      case 8
// CHECK-NEXT:   panic: {{%s|bad text}}
// CHECK-NEXT:   events:
static void bad_whole(void)
{
#if __ARM_ARCH == 6
    hop_panic("bad text");
#else
    hop_panic("%s", (const char *)0xf0000000);
#endif
}

// At the end of the stack there is no room for anything.
static __attribute__((noinline)) void descend(int depth)
{
    volatile char frame[16];
    frame[depth % 16] = 1;
    if ((uintptr_t)frame < case_task.runtime.limit + 80)
        hop_panic("deep %x %d %d %d %d", 0xdeed, 2, 3, 4, 5);
    descend(depth + 1);
    keep = frame[depth % 16];
}

// CHECK:      case 9
// CHECK-NEXT:   panic: {{deep deed 2 3 4 5|stack overflow}}
// CHECK-NEXT:   events: 6
static void deep(void)
{
    NOTED outer = 6;
    descend(0);
}

// After the hook the text is the format: the record may belong to another panic.
// CHECK:      case 10
// CHECK-NEXT:   before: deep %x %d %d %d %d
static void later(void)
{
    printf("  before: %s\n", hop_panic_record()->text);
    hop_panic("end");
}

// CHECK: done
const test_case cases[] = {all, widths, cut, local, check, whole, unknown, bad, bad_whole, deep, later};
const unsigned case_count = sizeof cases / sizeof cases[0];
