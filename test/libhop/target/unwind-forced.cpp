// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Forced unwinding through C++: destructors run, `catch` of whatever kind does not catch it, also where it cleans up as
// well, and noexcept does not stop it. A destructor on the way may throw and catch exceptions of its own.
// Exceptions work as before afterwards, and a backtrace works where one is handled.
//
// RUN: %every_core -Os -Wall %s
//
// CHECK:      ~inner ~thrower(7) ~catcher ~middle ~noexcept~ outer, stopped
// CHECK-NEXT: caught by nobody, uncaught 0
// CHECK-NEXT: an exception: ~inner, caught 5, frames 3
// CHECK-NEXT: stack used 0

#include <hop/hop.h>
#include <setjmp.h>
#include <stdio.h>
#include <unwind.h>

#include <exception>

namespace {

_Unwind_Control_Block object;
jmp_buf target;
const char *caught_by = "nobody";
bool forces;

struct Guard {
  const char *name;
  ~Guard() { printf("~%s", name); }
};

struct Thrower {
  ~Thrower() {
    try {
      throw 7;
    } catch (int value) {
      printf(" ~thrower(%d) ", value);
    }
  }
};

_Unwind_Reason_Code stop(int, _Unwind_Action actions, _Unwind_Exception_Class,
                         _Unwind_Control_Block *, _Unwind_Context *context, void *sp) {
  if (_Unwind_GetGR(context, 13) == reinterpret_cast<uintptr_t>(sp))
    longjmp(target, 1);
  return _URC_NO_REASON;
}

void *sp_of_target;

[[gnu::noinline]] void inner() {
  Guard guard{"inner"};
  if (!forces)
    throw 5;
  _Unwind_ForcedUnwind(&object, stop, sp_of_target);
}

[[gnu::noinline]] void throws_in_destructor() {
  Thrower thrower;
  inner();
}

[[gnu::noinline]] void catches_all() {
  try {
    Guard guard{"catcher "};
    throws_in_destructor();
  } catch (int) {
    caught_by = "catch (int)";
  } catch (...) {
    caught_by = "catch (...)";
  }
}

[[gnu::noinline]] void middle() {
  Guard guard{"middle "};
  try {
    catches_all();
  } catch (const char *) {
    caught_by = "catch (const char *)";
  }
}

// Inlined, its end is no end of the function that it is in.
[[gnu::always_inline]] inline void passes_nothing() noexcept {
  Guard guard{"noexcept"};
  middle();
}

[[gnu::noinline]] void outer() {
  Guard guard{" outer"};
  passes_nothing();
  printf("not left\n");
}

[[gnu::noinline]] bool is_stopped() {
  if (setjmp(target) != 0)
    return true;
  asm volatile("mov %0, sp" : "=r"(sp_of_target));
  outer();
  return false;
}

_Unwind_Reason_Code count(_Unwind_Context *, void *frames) {
  ++*static_cast<unsigned *>(frames);
  return _URC_NO_REASON;
}

[[gnu::noinline]] void throws() {
  try {
    inner();
  } catch (int value) {
    unsigned frames = 0;
    _Unwind_Backtrace(count, &frames);
    printf(", caught %d, frames %u\n", value, frames);
  }
}

} // namespace

int main() {
  forces = true;
  uintptr_t before, after;
  asm volatile("mov %0, sp" : "=r"(before));
  printf("%s\n", is_stopped() ? ", stopped" : ", not stopped");
  printf("caught by %s, uncaught %d\n", caught_by, std::uncaught_exceptions());
  forces = false;
  printf("an exception: ");
  throws();
  asm volatile("mov %0, sp" : "=r"(after));
  printf("stack used %d\n", int(before - after));
  return 0;
}
