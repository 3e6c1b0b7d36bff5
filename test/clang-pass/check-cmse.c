// RUN: %clang --target=thumbv8m.main -mcmse -Os -S %s -o - | FileCheck %s
// RUN: %clang --target=thumbv8m.base -mcmse -Os -S %s -o - | FileCheck --check-prefix=BASE %s
// RUN: not %clang --target=thumbv8m.main -mcmse -DENTRY -Os -c %s -o %t.o 2>&1 | FileCheck --check-prefix=ENTRY %s
// RUN: %clang --target=thumbv8m.main -mcmse -DENTRY -fno-finite-stack -Os -c %s -o %t.o
// RUN: %clang --target=thumbv8m.main -mcmse -DENTRY -DOWN=,no_split_stack -Os -S %s -o - | FileCheck --check-prefix=OWN %s
//
// Around a call of non-secure code r4-r11 and the FP registers are saved, by code that comes after the check:
// 32 + 136 bytes that it has to ask for.
#include <arm_cmse.h>

typedef int __attribute__((cmse_nonsecure_call)) non_secure(int);

// 8 of its own and 168 - 64.
// CHECK-LABEL: calls_non_secure:
// CHECK:       add.w r12, {{r[0-9]+}}, #112
// CHECK:       svc #253
// CHECK:       push.w {r4, r5, r6, r7, r8, r9, r10, r11}
// CHECK:       blxns
// BASE-LABEL:  calls_non_secure:
// BASE:        movs r3, #112
// BASE-NEXT:   bl __hop_check_frame
// BASE:        blxns
int calls_non_secure(non_secure *function, int n)
{
    return function(n) + 1;
}

#ifndef OWN
#define OWN
#endif

// Those that take no check by request are the program's own affair.
#ifdef ENTRY
// ENTRY: error: {{.*}}finite-stack does not support CMSE entry functions
// OWN-LABEL: entry:
// OWN-NOT: svc
// OWN:     bxns
__attribute__((cmse_nonsecure_entry OWN)) int entry(int n)
{
    volatile char frame[100];
    frame[n] = 1;
    return calls_non_secure(0, frame[0]);
}
#endif
