// RUN: %clang --target=thumbv7em -Os -S -o - %s | FileCheck %s
// RUN: %clang --target=thumbv7em -Os -fembed-bitcode -S -o - %s | FileCheck %s
// RUN: %clang --target=thumbv7em -O0 -S -o - %s | FileCheck --check-prefix=O0 %s
//
// What a region costs: depth up, depth down, and a look at the pending kill where it
// was the outermost; nothing where what is in it makes no call once it is inlined. With -fembed-bitcode a second
// process makes code of it.

void unlock(int *lock);
void work(void);

// CHECK-LABEL: real:
// CHECK:       bl work
// CHECK:       movs [[WORD:r[0-9]+]], #4
// CHECK-NEXT:  movt [[WORD]], #8192
// CHECK-NEXT:  ldr [[DEPTH:r[0-9]+]], {{\[}}[[WORD]]]
// CHECK-NEXT:  adds [[DEPTH]], #1
// CHECK-NEXT:  str [[DEPTH]], {{\[}}[[WORD]]]
// CHECK:       bl unlock
// CHECK-NEXT:  ldr [[DEPTH:r[0-9]+]], {{\[}}[[WORD]]]
// CHECK-NEXT:  subs [[DEPTH]], #1
// CHECK-NEXT:  str [[DEPTH]], {{\[}}[[WORD]]]
// CHECK-NEXT:  bne
// CHECK:       ldr [[PENDING:r[0-9]+]], {{\[}}[[WORD]], #4]
// CHECK-NEXT:  cbz [[PENDING]]
// CHECK:       bl __hop_kill_point
// O0-LABEL:    real:
// O0:          bl __hop_kill_point
void real(void)
{
    __attribute__((cleanup(unlock))) int lock = 1;
    work();
}

static volatile int state;

static void leave(int *value)
{
    state = *value;
}

// CHECK-LABEL: inlined:
// CHECK-NOT:   8192
// CHECK:       bl work
// CHECK-NOT:   8192
// CHECK-NOT:   __hop
// CHECK:       .fnend
void inlined(void)
{
    __attribute__((cleanup(leave))) int value = 1;
    work();
}

// A call that does not return never comes to the end of its cleanup anyway.
// CHECK-LABEL: asserts:
// CHECK-NOT:   8192
// CHECK:       bl work
// CHECK-NOT:   8192
// CHECK-NOT:   __hop
// CHECK:       .fnend
_Noreturn void failed(void);

static void leave_held(int *value)
{
    if (*value != 1)
        failed();
    state = 0;
}

void asserts(void)
{
    __attribute__((cleanup(leave_held))) int value = 1;
    work();
    value = state;
}

// One that traps keeps its region although the other one is gone.
// CHECK-LABEL: both:
// CHECK:       bl unlock
// CHECK:       bl __hop_kill_point
// CHECK-NOT:   __hop_kill_point
// CHECK:       .fnend
void both(int n)
{
    __attribute__((cleanup(leave))) int outer = n;
    {
        __attribute__((cleanup(unlock))) int inner = n;
        work();
    }
    work();
}

// Cleanups that follow each other directly are one region: a kill between them would run the second one, too.
// CHECK-LABEL: adjacent:
// CHECK:       bl work
// CHECK:       adds r{{[0-9]+}}, #1
// CHECK:       bl unlock
// CHECK-NOT:   __hop_kill_point
// CHECK-NOT:   adds r{{[0-9]+}}, #1
// CHECK:       bl unlock
// CHECK:       subs r{{[0-9]+}}, #1
// CHECK:       bl __hop_kill_point
// CHECK-NOT:   __hop_kill_point
// CHECK:       .fnend
void adjacent(int n)
{
    __attribute__((cleanup(unlock))) int first = n;
    __attribute__((cleanup(unlock))) int second = n;
    work();
}

// What one of two ways leaves alone begins by itself.
// CHECK-LABEL: two_ways:
// CHECK:       bl __hop_kill_point
// CHECK:       bl __hop_kill_point
// CHECK:       .fnend
void two_ways(int n)
{
    __attribute__((cleanup(unlock))) int first = n;
    if (n == 0)
        return;
    __attribute__((cleanup(unlock))) int second = n;
    work();
}

// Not around a loop: a kill would wait for ever.
// CHECK-LABEL: for_ever:
// CHECK:       bl __hop_kill_point
// CHECK:       bl unlock
// CHECK:       bl __hop_kill_point
// CHECK:       .fnend
void for_ever(void)
{
    {
        __attribute__((cleanup(unlock))) int first;
    }
    for (;;) {
        __attribute__((cleanup(unlock))) int each;
    }
}
