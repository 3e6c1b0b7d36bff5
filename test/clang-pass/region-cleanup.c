// RUN: %clang --target=thumbv7em -O1 -S -emit-llvm -Xclang -disable-llvm-passes -fno-discard-value-names -o - %s | FileCheck %s
// RUN: %clang --target=thumbv7em -fno-finite-stack -S -emit-llvm -o - %s | FileCheck --check-prefix=OFF %s
//
// The call of a cleanup is a region: depth up, call, depth down, and at the end
// of the outermost one a pending kill starts with the enclosing scope's landing
// pad, so that the cleanups that remain still run.

void unlock(int *lock);
void work(void);

// CHECK-LABEL: define dso_local void @f()
// CHECK:       invoke void @work()
// The inner scope's cleanup on the normal path:
// CHECK:       load volatile i32, ptr inttoptr (i32 536870916 to ptr)
// CHECK-NEXT:  add i32 {{.*}}, 1
// CHECK-NEXT:  store volatile i32 {{.*}}, ptr inttoptr (i32 536870916 to ptr)
// CHECK:       invoke void @unlock(
// CHECK:       add i32 {{.*}}, -1
// CHECK:       load volatile i32, ptr inttoptr (i32 536870920 to ptr)
// CHECK:       br i1 {{.*}}, label %cleanup.kill, label %cleanup.survived
// CHECK:       cleanup.kill:
// CHECK-NEXT:  invoke void @__hop_kill_point()
// CHECK-NEXT:    to label {{.*}} unwind label %[[OUTER:[a-z0-9.]+]]
// CHECK:       [[OUTER]]:
// CHECK-NEXT:  landingpad
// CHECK:       call void @unlock(
// OFF-NOT:     __hop_kill_point
// OFF-NOT:     volatile
void f(void)
{
    __attribute__((cleanup(unlock))) int outer = 0;
    {
        __attribute__((cleanup(unlock))) int inner = 1;
        work();
    }
}
