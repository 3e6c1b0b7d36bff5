// RUN: %clang --target=thumbv7em -Os -S -emit-llvm -o - %s | FileCheck %s
// RUN: %clang --target=thumbv7em -O0 -S -emit-llvm -o - %s | FileCheck %s
//
// Every call in a scope with cleanups is an invoke: none of nothrow, const,
// pure, a known library function or a body that is seen not to throw says
// anything about the callee's stack.

#include <string.h>

void release(int *);
int declared_nothrow(int) __attribute__((nothrow));
int declared_const(int) __attribute__((const));
int declared_pure(int) __attribute__((pure));
static __attribute__((noinline)) int seen(int x)
{
    volatile char buffer[200];
    buffer[x] = 1;
    return buffer[0];
}

// CHECK-LABEL: define {{.*}}@f(
// CHECK:       invoke {{.*}} @declared_nothrow(
// CHECK:       invoke {{.*}} @declared_const(
// CHECK:       invoke {{.*}} @declared_pure(
// CHECK:       invoke {{.*}} @strstr(
// CHECK:       invoke {{.*}} @seen(
int f(int x, const char *s)
{
    __attribute__((cleanup(release))) int held = x;
    int sum = declared_nothrow(x);
    sum += declared_const(x);
    sum += declared_pure(x);
    sum += strstr(s, "needle") != 0;
    return sum + seen(sum);
}
