// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a throw takes of the stack, with a hierarchy of several and virtual bases to search, stays within what is
// checked for when it begins (HOP_EXCEPTION_DEPTH), so the search is not stopped half-way.
// So do forced unwinding and a backtrace, but for the functions that they call.
//
// RUN: %every_core -Os %s
//
// CHECK: a throw takes {{[0-9]+}} bytes: within 896
// CHECK: a forced unwinding takes {{[0-9]+}} bytes: within 896
// CHECK: a backtrace takes {{[0-9]+}} bytes: within 896

#include <hop/hop.h>
#include <stdint.h>
#include <stdio.h>
#include <unwind.h>

namespace {

struct A {
  virtual ~A() {}
};
struct B : virtual A {};
struct C : virtual A {};
struct D : B, C {};
struct E : D {};
struct Unrelated : virtual A {};

constexpr unsigned Painted = 1400;
unsigned char *bottom;

__attribute__((noinline)) void paint() {
  volatile unsigned char area[Painted];
  for (volatile unsigned char &byte : area)
    byte = 0xa5;
  bottom = const_cast<unsigned char *>(area);
}

void throws() {
  try {
    throw E();
  } catch (Unrelated &) {
  } catch (A &) {
  }
}

void forces() {
  static _Unwind_Control_Block object;
  _Unwind_ForcedUnwind(
      &object,
      [](int, _Unwind_Action, _Unwind_Exception_Class, _Unwind_Control_Block *, _Unwind_Context *, void *) {
        return _URC_NO_REASON;
      },
      nullptr);
}

void traces() {
  _Unwind_Backtrace([](_Unwind_Context *, void *) { return _URC_NO_REASON; }, nullptr);
}

// The interrupt that comes meanwhile has its own room below each limit; here its frame would count.
__attribute__((noinline)) unsigned depth_of(void (*function)()) {
  paint();
  function();
  unsigned untouched = 0;
  while (untouched < Painted && bottom[untouched] == 0xa5)
    untouched++;
  return Painted - untouched;
}

void measure(const char *what, void (*function)()) {
  unsigned least = Painted;
  for (int i = 0; i < 20; i++) {
    unsigned depth = depth_of(function);
    if (depth < least)
      least = depth;
  }
  printf("%s takes %u bytes: %s 896\n", what, least, least <= 896 ? "within" : "more than");
}

} // namespace

int main() {
  measure("a throw", throws);
  measure("a forced unwinding", forces);
  measure("a backtrace", traces);
  return 0;
}
