// RUN: %clang --target=thumbv7em -fexceptions -Os -S -o - %s | FileCheck %s
// RUN: %clang --target=thumbv7em -fexceptions -O0 -S -o - %s | FileCheck --check-prefix=O0 %s
//
// What leaves a destructor as an exception leaves its region: the depth is lowered on that way, too, where a
// destructor may throw at all. After a kill, which resets the depth, it stays 0.

void work();

struct throws {
    ~throws() noexcept(false);
};

struct plain {
    ~plain();
};

// CHECK-LABEL: _Z3onev:
// CHECK:       adds r{{[0-9]+}}, #1
// CHECK:       bl _ZN6throwsD1Ev
// CHECK:       subs r{{[0-9]+}}, #1
// CHECK:       bl __hop_kill_later
// CHECK:       subs r{{[0-9]+}}, #1
// CHECK-NEXT:  it lo
// CHECK-NEXT:  movlo
// CHECK:       bl __cxa_end_cleanup
// CHECK-NOT:   movlo
// O0-LABEL:    _Z3onev:
// O0:          bl _ZN6throwsD1Ev
// O0:          bl __hop_kill_later
// O0:          .fnend
void one()
{
    throws object;
    work();
}


// Neither code nor a landing pad where nothing is thrown.
// CHECK-LABEL: _Z7nothingv:
// CHECK:       bl _ZN5plainD1Ev
// CHECK:       bl __hop_kill_later
// CHECK-NOT:   subs
// CHECK-NOT:   movlo
// CHECK:       .fnend
void nothing()
{
    plain object;
    work();
}

// The exception that is thrown here keeps the region.
// CHECK-LABEL: _Z7inlinedb:
// CHECK:       add{{.*}}, #1
// CHECK:       bl __cxa_throw
// CHECK:       movlo
// CHECK:       .fnend
struct throws_inlined {
    bool yes;
    __attribute__((always_inline)) ~throws_inlined() noexcept(false)
    {
        if (yes)
            throw 1;
    }
};

void inlined(bool yes)
{
    throws_inlined object{yes};
    work();
}
