// RUN: %clang --target=thumbv7em -Os --coverage -S -emit-llvm -o - %s | FileCheck %s
// RUN: %clang --target=thumbv7em -O0 --coverage -S -emit-llvm -o - %s | FileCheck %s
// RUN: %clang --target=thumbv7em -Os --coverage -flto -S -emit-llvm -o - %s | FileCheck %s
// RUN: %clang --target=thumbv7em -Os --coverage -fno-finite-stack -S -emit-llvm -o - %s | FileCheck --check-prefix=OFF %s
// RUN: %clang --target=thumbv7em -Os --coverage -fno-finite-stack -S -emit-llvm -o %t.ll %s
// RUN: %clang --target=thumbv7em -O0 -Wno-override-module -S -emit-llvm -o - %t.ll | FileCheck --check-prefix=OFF %s
// RUN: %clang --target=thumbv7em -Os --coverage -c -o %t.o %s
// RUN: llvm-objdump -d %t.o | FileCheck --check-prefix=CODE %s
//
// The functions that --coverage adds to a unit take stack, and are checked. They come into being when all others have been
// marked. Bitcode is what it has been compiled to.

// OFF-NOT: "finite-stack"
// CHECK: define {{.*}}@__llvm_gcov_writeout() {{.*}}#[[WRITEOUT:[0-9]+]]
// CHECK: attributes #[[WRITEOUT]] = {
// CHECK-NOT: nounwind
// CHECK-SAME: "finite-stack"
// CODE-LABEL: <__llvm_gcov_writeout>:
// CODE:       svc #0xfc
// CODE:       push
int count;
void work(int n);

int covered(int n)
{
    if (n)
        work(n);
    return count += n;
}
