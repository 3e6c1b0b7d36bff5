// RUN: %clang --target=thumbv7em -Os -S -o - %s | FileCheck %s
// RUN: %clang --target=thumbv7em -O0 -S -emit-llvm -o - %s | FileCheck --check-prefix=INVOKE %s
//
// A cleanup that calls from inline assembly may trap as well: it clobbers lr. One that does not costs nothing.

void work(void);

static void unlock(int *lock)
{
    __asm volatile("bl unlock_checked" ::"r"(lock) : "r0", "r1", "r2", "r3", "r12", "lr", "cc", "memory");
}

// CHECK-LABEL: calls:
// CHECK:       adds r{{[0-9]+}}, #1
// CHECK:       bl unlock_checked
// CHECK:       bl __hop_kill_point
void calls(void)
{
    __attribute__((cleanup(unlock))) int lock = 1;
    work();
}

static void unmask(int *mask)
{
    __asm volatile("msr primask, %0" ::"r"(*mask) : "memory");
}

// CHECK-LABEL: no_call:
// CHECK:       bl work
// CHECK:       msr primask
// CHECK-NOT:   __hop
// CHECK:       .fnend
void no_call(void)
{
    __attribute__((cleanup(unmask))) int mask = 1;
    work();
}

// What it calls may not fit: then the cleanups of the scope run.
// INVOKE-LABEL: define {{.*}}@scope(
// INVOKE:       invoke void asm sideeffect unwind "bl checked"
// INVOKE:       call void asm sideeffect "nop"
void scope(void)
{
    __attribute__((cleanup(unlock))) int lock = 1;
    __asm volatile("bl checked" ::: "r0", "r1", "r2", "r3", "r12", "lr", "cc", "memory");
    __asm volatile("nop" ::: "memory");
}
