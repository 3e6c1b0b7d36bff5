// RUN: %clang --target=thumbv7em -O1 -S -emit-llvm -Xclang -disable-llvm-passes -o - %s | FileCheck %s
// RUN: %clang --target=thumbv7em -Os -c %s -o /dev/null
// RUN: %clang --target=thumbv7em -O0 -c %s -o /dev/null
// RUN: %clang --target=thumbv7em -fno-finite-stack -S -emit-llvm -o - %s | FileCheck --check-prefix=OFF %s
//
// SP is checked where it moves, by an invoke where there is a cleanup. Sizes
// saturate: 0x40000001 ints do not count as four bytes.
// OFF-NOT: __hop_alloca_check

void use(void *);
void release(int *);

// CHECK-LABEL: @array(
// CHECK:       @llvm.umul.with.overflow.i32(i32 %{{.*}}, i32 4)
// CHECK:       call {{.*}}void @__hop_alloca_check(i32
// CHECK:       alloca i32, i32 %
void array(unsigned n)
{
    int a[n];
    use(a);
}

// CHECK-LABEL: @builtin(
// CHECK:       @llvm.uadd.with.overflow.i32(i32 %{{.*}}, i32 8)
// CHECK:       call {{.*}}void @__hop_alloca_check(i32
// CHECK:       alloca i8, i32 %
void builtin(unsigned n)
{
    use(__builtin_alloca(n));
}

// CHECK-LABEL: @with_cleanup(
// CHECK:       invoke {{.*}}void @__hop_alloca_check(i32
void with_cleanup(unsigned n)
{
    __attribute__((cleanup(release))) int held = 1;
    char a[n];
    use(a);
}
