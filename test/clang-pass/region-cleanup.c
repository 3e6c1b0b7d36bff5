// RUN: %clang --target=thumbv7em -O1 -S -emit-llvm -Xclang -disable-llvm-passes -fno-discard-value-names -o - %s | FileCheck %s
// RUN: %clang --target=thumbv7em -fno-finite-stack -S -emit-llvm -o - %s | FileCheck --check-prefix=OFF %s
//
// The call of a cleanup is a region, which ends with the enclosing scope's landing
// pad, so that the cleanups that remain still run; on the exceptional path it is none.

void unlock(int *lock);
void work(void);

// CHECK-LABEL: define dso_local void @f()
// CHECK:       invoke void @work()
// The inner scope's cleanup on the normal path:
// CHECK:       call void @__hop_region_begin()
// CHECK:       invoke void @unlock(
// CHECK:       invoke void @__hop_region_end()
// CHECK-NEXT:    to label {{.*}} unwind label %[[OUTER:[a-z0-9.]+]]
// CHECK:       [[OUTER]]:
// CHECK-NEXT:  landingpad
// CHECK-NEXT:  cleanup
// CHECK-NOT:   __hop_region
// CHECK:       call void @unlock(
// CHECK:       resume
// OFF-NOT:     __hop_region
void f(void)
{
    __attribute__((cleanup(unlock))) int outer = 0;
    {
        __attribute__((cleanup(unlock))) int inner = 1;
        work();
    }
}
