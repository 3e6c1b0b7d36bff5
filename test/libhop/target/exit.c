// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The end of a program: what atexit has registered, then .fini_array, then what is still in a stream's buffer. Where
// nothing is registered, what would call it is not linked.
//
// RUN: %clang_v7em -Os %s -o %t.elf
// RUN: not %run %t.elf | FileCheck --match-full-lines %s
// RUN: llvm-nm %t.elf | FileCheck --implicit-check-not='T __call_exitprocs' --check-prefix=PLAIN %s
// RUN: %clang_v7em -Os -DREGISTER %s -o %t.atexit.elf
// RUN: not %run %t.atexit.elf | FileCheck --match-full-lines --check-prefix=ATEXIT %s
// RUN: llvm-nm %t.atexit.elf | grep 'T __call_exitprocs'
//
// CHECK: main destructor buffered
// ATEXIT: main atexit destructor buffered
// PLAIN: T exit
#include <stdio.h>
#include <stdlib.h>

#ifdef REGISTER
static void last(void)
{
    printf(" atexit");
}
#endif

__attribute__((destructor)) static void destroy(void)
{
    printf(" destructor buffered");
}

int main(void)
{
#ifdef REGISTER
    atexit(last);
#endif
    printf("main");
    return 3;
}
