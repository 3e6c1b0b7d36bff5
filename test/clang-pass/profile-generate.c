// RUN: %clang --target=thumbv7em -O2 -fprofile-generate -S -emit-llvm -o - %s | FileCheck %s
// RUN: %clang --target=thumbv7em -O2 -fprofile-generate -c %s -o %t.o
// RUN: %clang --target=thumbv7em -O2 -fcs-profile-generate -S -emit-llvm -o - %s | FileCheck %s
//
// -fprofile-generate counts by code in line, and so does -fcs-profile-generate. They record no values, which are calls
// without landing pads.

void unlock(int *lock);

// CHECK-LABEL: @indirect(
// CHECK:       @__profc_indirect
// CHECK-NOT:   __llvm_profile_instrument_target
// CHECK:       invoke {{.*}}void %
void indirect(void (*function)(void))
{
    __attribute__((cleanup(unlock))) int lock = 1;
    function();
}
