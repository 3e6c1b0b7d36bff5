// RUN: %clangxx --target=thumbv7em -Os -S %s -o - | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A destructor that the source calls itself is in a region whose end only poisons the limit: after it the source notes that
// the object is gone.
struct object {
    int value;
    ~object();
};
struct derived {
    virtual ~derived();
};

// CHECK-LABEL: _Z5emptyP6objectPb:
// CHECK:       adds r{{[0-9]+}}, #1
// CHECK:       bl _ZN6objectD1Ev
// CHECK:       subs r{{[0-9]+}}, #1
// CHECK:       {{bl?}} __hop_kill_later
// CHECK-NOT:   __hop_kill_point
// CHECK:       strb
void empty(object *it, bool *is_full)
{
    it->~object();
    *is_full = false;
}

// CHECK-LABEL: _Z5emptyP7derived:
// CHECK:       blx
// CHECK:       {{bl?}} __hop_kill_later
void empty(derived *it)
{
    it->~derived();
}

// Nothing can trap: there is no region.
// CHECK-LABEL: _Z7trivialPi:
// CHECK-NOT:   __hop_kill
// CHECK:       bx lr
void trivial(int *it)
{
    using number = int;
    it->~number();
}
