// RUN: %clang --target=thumbv7em -O0 -S -emit-llvm -o - %s | FileCheck %s
// RUN: %clang --target=thumbv7em -O0 -fno-exceptions -S -emit-llvm -o - %s | FileCheck %s
// RUN: %clang --target=thumbv7em -O0 -fno-finite-stack -S -emit-llvm -o - %s | FileCheck --check-prefix=OFF %s
//
// The destructor of a thread-local object and of a local static is registered in a region: the object is there, and
// a kill in between would lose it, or have it constructed twice. It comes with the next check, when guards say that the object is there.

struct Object {
    Object();
    ~Object();
};
void use(Object &);

// CHECK-LABEL: define {{.*}}@_Z12local_staticv(
// CHECK:       {{call|invoke}} {{.*}}@_ZN6ObjectC1Ev(
// CHECK:       call void @__hop_region_begin()
// CHECK-NEXT:  {{call|invoke}} i32 @__cxa_atexit(
// CHECK:       call void @__hop_region_end_later()
// CHECK-NEXT:  call void @__hop_region_begin()
// CHECK-NEXT:  {{call|invoke}} void @__cxa_guard_release(
// CHECK:       {{call|invoke}} void @__hop_region_end()
void local_static()
{
    static Object object;
    use(object);
}

// CHECK-LABEL: define {{.*}}@_Z12local_threadv(
// CHECK:       {{call|invoke}} {{.*}}@_ZN6ObjectC1Ev(
// CHECK:       call void @__hop_region_begin()
// CHECK-NEXT:  {{call|invoke}} i32 @__cxa_thread_atexit(
// CHECK:       call void @__hop_region_end_later()
// CHECK-NEXT:  store i8 1, ptr
void local_thread()
{
    static thread_local Object object;
    use(object);
}

// A global is constructed before there are tasks.
// CHECK-LABEL: define internal void @__cxx_global_var_init()
// CHECK-NOT:   __hop_region
// CHECK:       ret void
Object global;

// CHECK-LABEL: define internal void @__cxx_global_var_init.1()
// CHECK:       call void @__hop_region_begin()
// CHECK-NEXT:  call i32 @__cxa_thread_atexit(
// CHECK-NEXT:  call void @__hop_region_end_later()
thread_local Object thread;

// The access is a call, too, which may construct it, and has the landing pad of its scope.
// CHECK-LABEL: define {{.*}}@_Z10use_threadv(
// CHECK:       invoke ptr @_ZTW6thread()
void use_thread()
{
    Object held;
    use(thread);
}

// OFF-NOT: __hop
