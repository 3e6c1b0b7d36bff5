// RUN: %clang --target=thumbv7em -### -c %s 2>&1 | FileCheck --check-prefix=ON %s
// RUN: %clang --target=thumbv7em-none-eabihf -mcpu=cortex-m4 -### -c %s 2>&1 | FileCheck --check-prefix=ON %s
// RUN: %clang --target=arm-none-eabi -mcpu=cortex-m7 -### -c %s 2>&1 | FileCheck --check-prefix=ON %s
// RUN: %clang --target=thumbv7em -fno-finite-stack -ffinite-stack -### -c %s 2>&1 | FileCheck --check-prefix=ON %s
// RUN: %clang --target=thumbv7em -fno-exceptions -fno-unwind-tables -### -c %s 2>&1 | FileCheck --check-prefix=ON %s
// RUN: %clang --target=thumbv7em -fno-finite-stack -### -c %s 2>&1 | FileCheck --check-prefix=OFF %s
// RUN: %clang --target=thumbv7em -ffinite-stack -fno-finite-stack -### -c %s 2>&1 | FileCheck --check-prefix=OFF %s
// RUN: %clang --target=aarch64-none-elf -### -c %s 2>&1 | FileCheck --check-prefix=OFF %s
// RUN: %clang --target=armv7a-none-eabi -### -c %s 2>&1 | FileCheck --check-prefix=OFF %s
// RUN: %clang --target=thumbv7em -fno-omit-frame-pointer -### -c %s 2>&1 | FileCheck --check-prefix=FP %s
// RUN: for exceptions in '-x c' '-x c -fexceptions' '-x c++ -fno-exceptions' '-x c++'; do \
// RUN:   echo "[$exceptions]"; %clang --target=thumbv7em $exceptions -dM -E %s | grep __EXCEPTIONS; done | FileCheck --check-prefix=MACRO %s
// RUN: not %clang --target=thumbv7em -ffinite-stack=yes -### -c %s 2>&1 | FileCheck --check-prefix=INVALID %s
//
// On, off, default, last wins, invalid. Landing pads and unwind tables belong to
// it, so -fno-exceptions takes C++ exceptions away and nothing else. __EXCEPTIONS tells of these alone.

// ON-DAG: "-mframe-pointer=none"
// ON-DAG: "-funwind-tables=1"
// ON-DAG: "-fexceptions"
// ON-DAG: "-mllvm" "-hop-finite-stack"
// ON-DAG: "-mllvm" "-disable-nounwind-inference"
// ON-DAG: "-mllvm" "-disable-libfunc-nounwind"
// OFF-NOT: -hop-finite-stack
// OFF-NOT: "-fexceptions"
// OFF-NOT: -disable-nounwind-inference
// FP: "-mframe-pointer=all"
// MACRO:      [-x c]
// MACRO-NEXT: [-x c -fexceptions]
// MACRO-NEXT: #define __EXCEPTIONS 1
// MACRO-NEXT: [-x c++ -fno-exceptions]
// MACRO-NEXT: [-x c++]
// MACRO-NEXT: #define __EXCEPTIONS 1
// INVALID: error: unknown argument: '-ffinite-stack=yes'
