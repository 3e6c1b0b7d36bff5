// RUN: %clang --target=thumbv8.1m.main-none-eabihf -mcpu=cortex-m85 -mbranch-protection=standard -Os -S %s -o - | FileCheck %s
//
// Whoever comes by a pointer lands on BTI, before the check; the return address is signed after it, since that takes
// r12, which is the check's and a diverted call has no use for. An argument in r3 must not make r12 look taken.

int use(volatile char *, int, int, int);

// CHECK-LABEL: four_arguments:
// CHECK:       bti
// CHECK:       mov.w r12, #536870912
// CHECK:       ldr.w r12, [r12]
// CHECK:       add.w r12, r12, #
// CHECK:       cmp sp, r12
// CHECK:       svc #253
// CHECK:       pac r12, lr, sp
// CHECK:       push
int four_arguments(int a, int b, int c, int d)
{
    volatile char frame[100];
    return use(frame, b, c, d) + a;
}

// CHECK-LABEL: two_arguments:
// CHECK:       bti
// CHECK:       ldr r3, [r3]
// CHECK:       svc #252
// CHECK:       pac r12, lr, sp
int two_arguments(int (*pointer)(int), int n)
{
    return pointer(n) + pointer(2);
}

// A call of setjmp is one of another kind there: it counts, and it overwrites the return address.
// CHECK-LABEL: calls_setjmp:
// CHECK:       svc #252
// CHECK:       push
// CHECK:       bl setjmp
// CHECK-NEXT:  bti
// CHECK:       pop
int setjmp(int *) __attribute__((returns_twice));

int calls_setjmp(int *buffer)
{
    return setjmp(buffer) + 1;
}
