// RUN: not %clang --target=thumbv6m-none-eabi -c %s -o %t.o 2>&1 | FileCheck -DTARGET=thumbv6m %s
// RUN: not %clang --target=thumbv7m -c %s -o %t.o 2>&1 | FileCheck -DTARGET=thumbv7m %s
// RUN: not %clang --target=thumbv8m.main -c %s -o %t.o 2>&1 | FileCheck -DTARGET=thumbv8m.main %s
// RUN: not %clang --target=armv7a-none-eabi -ffinite-stack -c %s -o %t.o 2>&1 | FileCheck -DTARGET=armv7 %s
// RUN: not %clang --target=thumbv7em-linux-gnueabi -ffinite-stack -c %s -o %t.o 2>&1 | FileCheck -DTARGET=thumbv7em %s
// RUN: %clang --target=thumbv6m-none-eabi -fno-finite-stack -c %s -o %t.o
// RUN: %clang --target=thumbv6m-none-eabi -E %s
//
// A target whose code cannot be checked yet is one error that says what to do,
// not unchecked code.
// CHECK: error: finite-stack is not supported for target '[[TARGET]]{{.*}}' yet; use thumbv7em or pass -fno-finite-stack

int nothing;
