// RUN: %clang_v7em -Os %s -o %t.elf
// RUN: not %run %t.elf one "two words" 2>%t.err | FileCheck %s
// RUN: FileCheck --check-prefix=ERR %s < %t.err
// RUN: %clang_v7em_hf -O2 %s -o %t.elf
// RUN: not %run %t.elf one "two words" 2>%t.err | FileCheck %s
//
// main gets its arguments, printf knows 64-bit integers and floating point,
// the two streams reach the host apart, and the status is passed on.
#include <stdio.h>

int main(int argc, char **argv)
{
    // CHECK: arguments: 3
    // CHECK: one, two words
    printf("arguments: %d\n%s, %s\n", argc, argv[1], argv[2]);
    // CHECK: -1234567890123456789 3.25 1e-300
    printf("%lld %.2f %g\n", -1234567890123456789LL, 3.25, 1e-300);
    // ERR: to stderr
    // CHECK-NOT: to stderr
    fprintf(stderr, "to stderr\n");
    // CHECK: no newline
    printf("no newline, flushed by exit");
    return 42;
}
