// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A kill is no exception: catch (...) does not swallow it, noexcept does not stop it, and the cleanups around both
// run, inlined or not. Exceptions pass C frames, whose cleanups run too. What no exception may pass terminates, as a
// panic of the task with a text that names the type. A cleanup that panics on an exception's way: those that were to
// follow in its function are passed over, and the report says so.
//
// RUN: %every_core -O0 -x c %S/Inputs/through_c.c -x none %s
// RUN: %clangxx --target=thumbv7em -Os -flto -x c %S/Inputs/through_c.c -x none %s -o %t.lto.elf
// RUN: %run %t.lto.elf | FileCheck %s
// RUN: %every_core -Os -x c %S/Inputs/through_c.c -x none %s
//
// Before C++17, throw() is noexcept, too: what std::set_unexpected has set is not asked.
// RUN: %clang --target=thumbv7em -Os -c %S/Inputs/through_c.c -o %t.c.o
// RUN: %clangxx --target=thumbv7em -Os -std=c++14 %s %t.c.o -o %t.14.elf
// RUN: %run %t.14.elf | FileCheck %s
//
// CHECK:      catch all: ~2 ~1 stack overflow
// CHECK-NEXT: catch all inlined: ~2 ~1 stack overflow
// CHECK-NEXT: typed and all: ~2 ~1 stack overflow
// CHECK-NEXT: rethrown: ~2 all ~1 int 5 done
// CHECK-NEXT: noexcept: ~2 ~1 stack overflow
// CHECK-NEXT: noexcept inlined: ~2 ~1 stack overflow
// CHECK-NEXT: noexcept without cleanups: ~1 stack overflow
// CHECK-NEXT: handler: caught ~2 destroyed ~1 stack overflow
// CHECK-NEXT: function try block: ~2 ~1 stack overflow
// CHECK-NEXT: C frames: ~3 c ~2 caught 8 done
// CHECK-NEXT: cleanup throws inside: inner ~2 caught 1 done
// CHECK-NEXT: killed cleanup throws inside: inner ~2 ~1 stack overflow
// CHECK-NEXT: panic in a handler: caught destroyed ~1 on purpose
// CHECK-NEXT: uncaught: ~2 ~1 uncaught exception of type i
// CHECK-NEXT: out of noexcept: ~2 ~1 uncaught exception of type i
// CHECK-NEXT: out of throw(): uncaught exception of type i
// CHECK-NEXT: out of a cleanup: ~2 uncaught exception of type i, skipped
// CHECK-NEXT: panic in a cleanup: ~3 on purpose, skipped
// CHECK-NEXT: out of a killed cleanup: stack overflow
// CHECK-NEXT: rethrow of nothing: ~1 terminate called without an exception
// CHECK-NEXT: uncaught exceptions left: 0

#include "Inputs/overflow.h"
#include "Inputs/run_once.h"

#include <exception>
#include <hop/hop.h>
#include <stdio.h>
#include <string.h>

namespace {

char noted[200];

// With the stack full there is no room for printf.
__attribute__((noinline)) void note(const char *text) {
  if (noted[0])
    strcat(noted, " ");
  strcat(noted, text);
}

void note_number(const char *text, int number) {
  note(text);
  char digit[2] = {char('0' + number), 0};
  strcat(noted, digit);
}

struct Noted {
  int value;
  explicit Noted(int v) : value(v) {}
  ~Noted() { note_number("~", value); }
};

struct Thrown {
  ~Thrown() { note("destroyed"); }
};

__attribute__((noinline)) void catch_all() {
  Noted outer(1);
  try {
    Noted inner(2);
    overflow(0);
  } catch (...) {
    note("all");
  }
}

inline __attribute__((always_inline)) void catches_all() {
  try {
    Noted inner(2);
    overflow(0);
  } catch (...) {
    note("all");
  }
}

__attribute__((noinline)) void catch_all_inlined() {
  Noted outer(1);
  catches_all();
}

__attribute__((noinline)) void typed_and_all() {
  Noted outer(1);
  try {
    try {
      Noted inner(2);
      overflow(0);
    } catch (int) {
      note("int");
    } catch (...) {
      note("all");
    }
  } catch (...) {
    note("all");
  }
}

__attribute__((noinline)) void rethrown() {
  try {
    Noted outer(1);
    try {
      Noted inner(2);
      throw 5;
    } catch (...) {
      note("all");
      throw;
    }
  } catch (int value) {
    note_number("int ", value);
  }
}

__attribute__((noinline)) void no_exception() noexcept {
  Noted inner(2);
  overflow(0);
}

__attribute__((noinline)) void kill_passes_noexcept() {
  Noted outer(1);
  no_exception();
}

inline __attribute__((always_inline)) void no_exception_inlined() noexcept {
  Noted inner(2);
  overflow(0);
}

__attribute__((noinline)) void kill_passes_inlined_noexcept() {
  Noted outer(1);
  no_exception_inlined();
}

__attribute__((noinline)) void no_exception_bare() noexcept { sink = overflow(0) + 1; }

__attribute__((noinline)) void kill_passes_bare_noexcept() {
  Noted outer(1);
  no_exception_bare();
}

__attribute__((noinline)) void handler() {
  Noted outer(1);
  try {
    throw Thrown();
  } catch (Thrown &) {
    Noted inner(2);
    note("caught");
    overflow(0);
  }
}

struct Tried {
  Noted member{2};
  Tried() try { overflow(0); } catch (...) {
    note("all");
  }
};

__attribute__((noinline)) void function_try_block() {
  Noted outer(1);
  Tried tried;
}

int compare(const void *, const void *) {
  Noted local(3);
  throw 8;
}

} // namespace

extern "C" void through_c(int (*function)(const void *, const void *)); // Inputs/through_c.c

namespace {

__attribute__((noinline)) void c_frames() {
  try {
    Noted outer(2);
    through_c(compare);
  } catch (int value) {
    note_number("caught ", value);
  }
}

struct ThrowsInside {
  ~ThrowsInside() {
    try {
      throw 2;
    } catch (int) {
      note("inner");
    }
    note("~2");
  }
};

__attribute__((noinline)) void cleanup_throws_inside() {
  try {
    ThrowsInside local;
    throw 1;
  } catch (int value) {
    note_number("caught ", value);
  }
}

__attribute__((noinline)) void killed_cleanup_throws_inside() {
  Noted outer(1);
  ThrowsInside local;
  overflow(0);
}

__attribute__((noinline)) void panic_in_handler() {
  Noted outer(1);
  try {
    throw Thrown();
  } catch (...) {
    note("caught");
    hop_panic("on purpose");
  }
}

__attribute__((noinline)) void uncaught() {
  Noted outer(1);
  Noted inner(2);
  throw 3;
}

__attribute__((noinline)) void throws() {
  Noted inner(2);
  throw 3;
}

__attribute__((noinline)) void out_of_noexcept() noexcept {
  Noted outer(1);
  throws();
}

__attribute__((noinline)) void throw_bare() { throw 3; }

#pragma clang diagnostic ignored "-Wdeprecated-dynamic-exception-spec"
__attribute__((noinline)) void out_of_throw() throw() { throw_bare(); }

struct Escapes {
  ~Escapes() noexcept(false) { throw 4; }
};

__attribute__((noinline)) void out_of_cleanup() {
  try {
    Escapes local;
    Noted inner(2);
    throw 3;
  } catch (...) {
    note("all");
  }
}

struct Panics {
  ~Panics() { hop_panic("on purpose"); }
};

__attribute__((noinline)) void panics_in_cleanup() {
  Noted same(2);
  Panics local;
  throw 3;
}

__attribute__((noinline)) void panic_in_cleanup() {
  try {
    Noted outer(3);
    panics_in_cleanup();
  } catch (int) {
    note("int");
  }
}

__attribute__((noinline)) void out_of_killed_cleanup() {
  try {
    Escapes local;
    overflow(0);
  } catch (...) {
    note("all");
  }
}

__attribute__((noinline)) void rethrow_of_nothing() {
  Noted outer(1);
  throw;
}

struct Case {
  const char *name;
  void (*run)();
};
const Case cases[] = {{"catch all", catch_all},
                      {"catch all inlined", catch_all_inlined},
                      {"typed and all", typed_and_all},
                      {"rethrown", rethrown},
                      {"noexcept", kill_passes_noexcept},
                      {"noexcept inlined", kill_passes_inlined_noexcept},
                      {"noexcept without cleanups", kill_passes_bare_noexcept},
                      {"handler", handler},
                      {"function try block", function_try_block},
                      {"C frames", c_frames},
                      {"cleanup throws inside", cleanup_throws_inside},
                      {"killed cleanup throws inside", killed_cleanup_throws_inside},
                      {"panic in a handler", panic_in_handler},
                      {"uncaught", uncaught},
                      {"out of noexcept", out_of_noexcept},
                      {"out of throw()", out_of_throw},
                      {"out of a cleanup", out_of_cleanup},
                      {"panic in a cleanup", panic_in_cleanup},
                      {"out of a killed cleanup", out_of_killed_cleanup},
                      {"rethrow of nothing", rethrow_of_nothing}};
unsigned current;
int left;

hop_task task;
alignas(8) unsigned char stack[4096];

void run_case(void *) {
  left += std::uncaught_exceptions();
  cases[current].run();
  note("done");
}

} // namespace

void hop_panic_hook(const hop_panic_info *info) {
  note(info->text);
  if (info->skipped)
    strcat(noted, ", skipped");
}

extern "C" __attribute__((noinline)) void note_c(int *) { note("c"); }

int main() {
#if __cplusplus < 201703L
  std::set_unexpected([] { note("unexpected"); });
#endif
  for (current = 0; current < sizeof cases / sizeof cases[0]; current++) {
    noted[0] = 0;
    if (!run_once(task, cases[current].name, run_case, stack))
      return 1;
    printf("%s: %s\n", cases[current].name, noted);
  }
  printf("uncaught exceptions left: %d\n", left);
  return 0;
}
