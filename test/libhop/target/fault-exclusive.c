// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Exclusive accesses, and those with acquire and release, to where nothing is: a fault of a data access at that address, also
// on Armv8-M Baseline, where the instruction itself has to tell.
//
// RUN: %every_core --except thumbv6m,thumbv7m,thumbv7em,thumbv7em-hf -Os %s
#include "Inputs/cases.h"

#define NOWHERE "f0000000"

#define ACCESS(name, instruction)                                                                  \
    void name(void);                                                                               \
    __attribute__((noinline)) void name(void)                                                      \
    {                                                                                              \
        __asm volatile("ldr r1, =0x" NOWHERE "\n" instruction ::: "r0", "r1", "r2", "memory");     \
    }

// CHECK-COUNT-5: panic: bus error by a data access
// CHECK: done
ACCESS(load_exclusive, "ldrex r0, [r1, #8]")
ACCESS(load_byte_exclusive, "ldrexb r0, [r1]")
ACCESS(load_acquire_exclusive, "ldaexh r0, [r1]")
ACCESS(load_acquire, "lda r0, [r1]")
ACCESS(store_release, "stlh r0, [r1]")

const test_case cases[] = {load_exclusive, load_byte_exclusive, load_acquire_exclusive, load_acquire, store_release};
const unsigned case_count = sizeof cases / sizeof cases[0];
