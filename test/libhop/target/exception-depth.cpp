// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a throw takes of the stack, with a hierarchy of several and virtual bases to search, stays within what is
// checked for when it begins (HOP_EXCEPTION_DEPTH), so the search is not stopped half-way.
//
// RUN: %every_core -Os %s
//
// CHECK: a throw takes {{[0-9]+}} bytes: within 896

#include <hop/hop.h>
#include <stdint.h>
#include <stdio.h>

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

// The interrupt that comes meanwhile has its own room below each limit; here its frame would count.
__attribute__((noinline)) unsigned depth_of_throw() {
  paint();
  try {
    throw E();
  } catch (Unrelated &) {
  } catch (A &) {
  }
  unsigned untouched = 0;
  while (untouched < Painted && bottom[untouched] == 0xa5)
    untouched++;
  return Painted - untouched;
}

} // namespace

int main() {
  unsigned least = Painted;
  for (int i = 0; i < 20; i++) {
    unsigned depth = depth_of_throw();
    if (depth < least)
      least = depth;
  }
  printf("a throw takes %u bytes: %s 896\n", least, least <= 896 ? "within" : "more than");
  return 0;
}
