// RUN: %clang --target=thumbv7em -O2 -S -emit-llvm -o - %s | FileCheck %s
// RUN: %clang --target=thumbv7em -O2 -fno-finite-stack -S -emit-llvm -o - %s | FileCheck --check-prefix=OFF %s
//
// The size of an array with several dimensions, or with one that is wider than a size, saturates: 65536 * 65536 bytes
// are not 0 bytes.

void use(void *);

// CHECK-LABEL: @two(
// CHECK:       call {{.*}}void @__hop_alloca_check(i32 -1073741824)
// OFF-LABEL:   @two(
// OFF-NOT:     __hop_alloca_check
void two(void)
{
    unsigned n = 65536;
    char a[n][n];
    use(a);
}

// CHECK-LABEL: @three(
// CHECK:       @llvm.umul.with.overflow.i32(i32 %{{.*}}, i32 %{{.*}})
// CHECK:       @llvm.umul.with.overflow.i32(i32 %{{.*}}, i32 %{{.*}})
// CHECK:       call {{.*}}void @__hop_alloca_check(i32
void three(unsigned a, unsigned b, unsigned c)
{
    int v[a][b][c][2];
    use(v);
}

// CHECK-LABEL: @named(
// CHECK:       call {{.*}}void @__hop_alloca_check(i32 -1073741824)
void named(void)
{
    unsigned n = 32768;
    typedef int square[n][n];
    square a;
    use(a);
}

// CHECK-LABEL: @wide(
// CHECK:       call {{.*}}void @__hop_alloca_check(i32 -1073741824)
// OFF-LABEL:   @wide(
// OFF:         alloca [8 x i8]
void wide(void)
{
    unsigned long long n = 0x100000008;
    char a[n];
    use(a);
}

// An ordinary one.
// CHECK-LABEL: @small(
// CHECK:       call {{.*}}void @__hop_alloca_check(i32 56)
void small(void)
{
    unsigned n = 3, m = 4;
    int a[n][m];
    use(a);
}
