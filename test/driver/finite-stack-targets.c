// RUN: not %clang --target=armv7a-none-eabi -ffinite-stack -c %s -o %t.o 2>&1 | FileCheck -DTARGET=armv7 %s
// RUN: not %clang --target=thumbv7em-linux-gnueabi -ffinite-stack -c %s -o %t.o 2>&1 | FileCheck -DTARGET=thumbv7em %s
// RUN: not %clang --target=aarch64-none-elf -ffinite-stack -c %s -o %t.o 2>&1 | FileCheck -DTARGET=aarch64 %s
// RUN: %clang --target=armv7a-none-eabi -c %s -o %t.o
// RUN: for t in thumbv6m thumbv7m thumbv7em thumbv8m.base thumbv8m.main thumbv8.1m.main; do \
// RUN:   %clang --target=$t -### -c %s -Werror 2>&1 || exit 1; done | FileCheck --check-prefix=ON %s
//
// Finite-stack is for bare-metal Arm M-profile, all of it, and the default there. For another target it is
// one error that says what to do, not unchecked code.
// CHECK: error: finite-stack is not supported for target '[[TARGET]]{{.*}}'; use a bare-metal Arm M-profile target or pass -fno-finite-stack
// ON-COUNT-6: "-hop-finite-stack"

int nothing;
