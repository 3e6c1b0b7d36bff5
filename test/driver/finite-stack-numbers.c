// RUN: %clang --target=thumbv7em -fstack-limit-variable=first -fstack-limit-variable=task_limit -fstack-limit-trap-number=16 \
// RUN:   -ffinite-stack-small-zone=32 -ffinite-stack-leaf-zone=128 -### -c %s 2>&1 | FileCheck --check-prefix=PASSED %s
// RUN: %clang --target=thumbv7em -### -c %s 2>&1 | FileCheck --check-prefix=DEFAULT %s
// RUN: %clang --target=thumbv7em -fno-finite-stack -fstack-limit-variable=task_limit -### -c %s 2>&1 | FileCheck --check-prefix=DEFAULT %s
// RUN: not %clang --target=thumbv7em -fstack-limit-variable= -c %s 2>&1 | FileCheck --check-prefix=NAME %s
// RUN: not %clang --target=thumbv7em -fstack-limit-variable=0x20000000 -c %s 2>&1 | FileCheck --check-prefix=NAME %s
// RUN: not %clang --target=thumbv7em -fstack-limit-trap-number=253 -c %s 2>&1 | FileCheck --check-prefix=TRAP %s
// RUN: not %clang --target=thumbv7em -fstack-limit-trap-number=x -c %s 2>&1 | FileCheck --check-prefix=TRAP %s
// RUN: not %clang --target=thumbv7em -ffinite-stack-leaf-zone=20 -c %s 2>&1 | FileCheck --check-prefix=ZONE %s
// RUN: not %clang --target=thumbv7em -ffinite-stack-small-zone=8192 -c %s 2>&1 | FileCheck --check-prefix=ZONE %s
// RUN: not %clang --target=thumbv7em -mexecute-only -c %s 2>&1 | FileCheck --check-prefix=XO %s
// RUN: %clang --target=thumbv7em -mexecute-only -fno-finite-stack -c %s -o %t.o
// RUN: not %clang --target=thumbv7em -fsanitize-coverage=edge,trace-pc -c %s 2>&1 | FileCheck --check-prefix=COVERAGE %s
// RUN: not %clang --target=thumbv7em -fsanitize=fuzzer-no-link -c %s 2>&1 | FileCheck --check-prefix=SANITIZER %s
// RUN: not %clang --target=thumbv7em -fsanitize=kernel-address -c %s 2>&1 | FileCheck --check-prefix=SANITIZER %s
// RUN: not %clang --target=thumbv7em -fsanitize=undefined,safe-stack -c %s 2>&1 | FileCheck --check-prefix=SANITIZER %s
// RUN: not %clang --target=thumbv7em -fmemory-profile -c %s 2>&1 | FileCheck --check-prefix=SANITIZER %s
// RUN: not %clang --target=thumbv7em -fsanitize=kcfi -c %s 2>&1 | FileCheck --check-prefix=SANITIZER %s
// RUN: not %clang --target=thumbv7em -fblocks -c %s 2>&1 | FileCheck --check-prefix=MODEL %s
// RUN: not %clang --target=thumbv7em -fsjlj-exceptions -c %s 2>&1 | FileCheck --check-prefix=MODEL %s
// RUN: not %clang --target=thumbv7em -fdwarf-exceptions -c %s 2>&1 | FileCheck --check-prefix=MODEL %s
// RUN: not %clang --target=thumbv7em -fignore-exceptions -c %s 2>&1 | FileCheck --check-prefix=MODEL %s
// RUN: %clang --target=thumbv7em -fignore-exceptions -fno-finite-stack -c %s -o %t.o
// RUN: %clang --target=thumbv7em -fblocks -fno-blocks -c %s -o %t.o
// RUN: %clang --target=thumbv7em -fblocks -fsanitize=kcfi -fno-finite-stack -c %s -o %t.o
// RUN: %clang --target=thumbv7em -fsanitize=undefined -c %s -o %t.o
// RUN: %clang --target=thumbv7em -fsanitize-coverage=edge,trace-pc -fno-finite-stack -c %s -o %t.o
// RUN: not %clang --target=thumbv7em -frwpi -fstack-limit-variable=task_limit -c %s 2>&1 | FileCheck --check-prefix=RWPI %s
// RUN: %clang --target=thumbv7em -frwpi -c %s -o %t.o
// RUN: %clang --target=thumbv7em -frwpi -fno-finite-stack -fstack-limit-variable=task_limit -c %s -o %t.o
//
// Where the limit is, which traps, how large the zones are: the last one wins, and each value is looked at.

// PASSED: "-mllvm" "-hop-stack-limit-variable=task_limit"
// PASSED-SAME: "-mllvm" "-hop-stack-limit-trap-number=16"
// PASSED-SAME: "-mllvm" "-hop-finite-stack-small-zone=32"
// PASSED-SAME: "-mllvm" "-hop-finite-stack-leaf-zone=128"
// DEFAULT-NOT: -hop-stack-limit
// DEFAULT-NOT: -zone
// NAME: error: invalid value in '-fstack-limit-variable={{.*}}': it is the name of a symbol
// TRAP: error: invalid value in '-fstack-limit-trap-number={{.*}}': it is a number from 0 to 252
// ZONE: error: invalid value in '-ffinite-stack-{{small|leaf}}-zone={{.*}}': it is a number from 0 to 4096, a multiple of 8
// XO: error: finite-stack and -mexecute-only exclude each other: {{.*}}pass -fno-finite-stack
// COVERAGE: error: finite-stack and -fsanitize-coverage exclude each other: {{.*}}pass -fno-finite-stack
// SANITIZER: error: finite-stack and {{-fsanitize=(fuzzer-no-link|kcfi|kernel-address|safe-stack)|-fmemory-profile}} exclude each other: {{.*}}pass -fno-finite-stack
// MODEL: error: finite-stack and {{-fblocks|-f(sjlj|dwarf|ignore)-exceptions}} exclude each other: {{.*}}pass -fno-finite-stack
// RWPI: error: -fstack-limit-variable and -frwpi exclude each other

int nothing;
