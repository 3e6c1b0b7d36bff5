// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// sysroot/MIGRATING.md says what a program without a heap can do: all but printf of floating point, which fails.
//
// RUN: %clang_v7em -Os %s -Wl,--defsym=__hop_heap_size=0 -o %t.elf
// RUN: %run %t.elf | FileCheck %s
// RUN: %run %t.elf float 2>&1 | FileCheck --check-prefix=FLOAT %s
//
// CHECK:      42, no block
// CHECK-NEXT: through
// FLOAT:      42, no block
// FLOAT-NEXT: -1, 1
// FLOAT-NEXT: through
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    (void)argv;
    void *volatile block = malloc(8);
    printf("%d, %s block\n", 42, block ? "a" : "no");
    if (argc > 1) {
        int written = printf("%.2f\n", 1.5);
        fprintf(stderr, "%d, %d\n", written, errno == ENOMEM);
    }
    puts("through");
    return 0;
}
