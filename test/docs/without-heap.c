// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// sysroot/MIGRATING.md says what a program without a heap can do: all but printf of floating point, which ends the task.
//
// RUN: %clang_v7em -Os %s -Wl,--defsym=__hop_heap_size=0 -o %t.elf
// RUN: %run %t.elf | FileCheck %s
// RUN: %status 70 %run %t.elf float 2>&1 | FileCheck --check-prefix=FLOAT %s
//
// CHECK:      42, no block
// CHECK-NEXT: through
// FLOAT: hop: panic: abort in task 'main'
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    (void)argv;
    void *volatile block = malloc(8);
    printf("%d, %s block\n", 42, block ? "a" : "no");
    if (argc > 1)
        printf("%.2f\n", 1.5);
    puts("through");
    return 0;
}
