// RUN: %every_core -O1 %s
// RUN: %clang_v7em -O0 %s -o %t.elf && %run %t.elf | FileCheck %s
//
// A variadic function whose result is returned through a pointer that only the code generator knows of, and whose named
// arguments are not all in registers, reads the right ones.
#include <stdarg.h>
#include <stdio.h>

typedef char vector __attribute__((vector_size(16)));

static __attribute__((noinline)) vector last_of(int a, long long b, int c, int d, ...)
{
    va_list list;
    va_start(list, d);
    int first = va_arg(list, int);
    double second = va_arg(list, double);
    va_end(list);
    printf("%d %lld %d %d: %d %.1f\n", a, b, c, d, first, second);
    return (vector){(char)first, 2, 3};
}

int main(void)
{
    vector v = last_of(1, 2, 3, 4, 5, 6.5);
    // CHECK: 1 2 3 4: 5 6.5
    printf("%d %d %d\n", v[0], v[1], v[2]);
    // CHECK-NEXT: 5 2 3
    return 0;
}
