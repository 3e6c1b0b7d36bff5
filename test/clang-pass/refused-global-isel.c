// RUN: not %clang --target=thumbv7em -O1 -fglobal-isel -c %s -o /dev/null 2>&1 | FileCheck %s
// RUN: %clang --target=thumbv7em -O1 -fglobal-isel -fno-finite-stack -c %s -o /dev/null
//
// GlobalISel does not say how many arguments are on the stack.
// CHECK: error: {{.*}}finite-stack and -fglobal-isel exclude each other
int sum(int a, int b, int c, int d, int e)
{
    return a + b + c + d + e;
}
