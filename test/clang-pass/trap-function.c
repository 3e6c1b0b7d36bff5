// RUN: %clang --target=thumbv7em -O2 -fms-extensions -ftrap-function=on_trap -S -emit-llvm -o - %s | FileCheck %s
// RUN: %clang --target=thumbv7em -O2 -ftrap-function=on_trap -fsanitize=signed-integer-overflow -fsanitize-trap=all \
// RUN:   -DCHECKS -S -emit-llvm -o - %s | FileCheck --check-prefix=CHECKS %s
// RUN: %clang --target=thumbv7em -O2 -fms-extensions -ftrap-function=on_trap -fno-finite-stack -S -emit-llvm -o - %s | FileCheck --check-prefix=OFF %s
// RUN: %clang --target=thumbv7em -O0 -fms-extensions -ftrap-function=on_trap -c %s -o %t.o
//
// -ftrap-function=: its call has a landing pad, so that the cleanups of the function that traps run, too.

void unlock(int *lock);
int work(void);

#ifndef CHECKS
// CHECK-LABEL: @traps(
// CHECK:       invoke {{.*}}void @on_trap()
// CHECK-NOT:   @llvm.trap
// OFF-LABEL:   @traps(
// OFF:         call void @llvm.trap() #[[TRAP:[0-9]+]]
// OFF:         attributes #[[TRAP]] = {{.*}}"trap-func-name"="on_trap"
void traps(void)
{
    __attribute__((cleanup(unlock))) int lock = 1;
    if (work())
        __builtin_trap();
}

// It goes on behind this one.
// CHECK-LABEL: @debugs(
// CHECK:       invoke {{.*}}void @on_trap()
// CHECK:       invoke {{.*}}@work()
void debugs(void)
{
    __attribute__((cleanup(unlock))) int lock = 1;
    __debugbreak();
    work();
}

// CHECK-LABEL: @plain(
// CHECK:       call {{.*}}void @on_trap() #[[NORETURN:[0-9]+]]
// CHECK:       attributes #[[NORETURN]] = { noreturn
void plain(void)
{
    if (work())
        __builtin_trap();
}

#else
// Each has the landing pad of its own scope.
// CHECKS-LABEL: @sums(
// CHECKS:       call {{.*}}void @on_trap(i8
// CHECKS:       invoke {{.*}}void @on_trap(i8
int sums(int a, int b)
{
    int sum = a + b;
    __attribute__((cleanup(unlock))) int lock = 1;
    work();
    return sum + lock;
}
#endif
