// RUN: not %clang --target=thumbv7em -c %s -o %t.o 2>&1 | FileCheck %s
// RUN: %clang --target=thumbv7em -fno-finite-stack -c %s -o %t.o
//
// The runtime keeps what setjmp and longjmp have to restore; the builtins know nothing of it.

static void *context[5];

// CHECK: error: finite-stack does not support __builtin_longjmp, of which the runtime learns nothing: use setjmp and longjmp
void leave(void)
{
    __builtin_longjmp(context, 1);
}
