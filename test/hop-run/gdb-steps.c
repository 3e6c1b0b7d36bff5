// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// gdb's backtrace is right at every instruction of libhop's assembly that compiled code calls. Where a task is about to be unwound, it
// shows the calls that led there; in the unwinder, and at reset, it ends.
//
// RUN: printf 'backtrace\nsource %S/Inputs/every_step.py\nset backtrace past-main off\nbreak hop_dying_divert\ncontinue\nbacktrace\n' > %t.commands
// RUN: printf 'break hop_dying_find\ncontinue\nbacktrace\ndelete\ncontinue\n' >> %t.commands
// RUN: %clang_v7em_hf -g -Oz %s -o %t.elf
// RUN: %status 70 sh %S/Inputs/under-gdb.sh %t.commands %t %run --icount 7 --timeout 60 --gdb 0 %t.elf
// RUN: FileCheck --input-file=%t.gdb --implicit-check-not=wrong %s
// RUN: %clang --target=thumbv6m -g -Oz %s -o %t.elf
// RUN: %status 70 sh %S/Inputs/under-gdb.sh %t.commands %t %run --icount 7 --timeout 60 --gdb 0 %t.elf
// RUN: FileCheck --input-file=%t.gdb --implicit-check-not=wrong --check-prefixes=CHECK,THUMB1 %s
//
// CHECK: #0 {{.*}}Reset_Handler ()
// CHECK-NEXT: Temporary breakpoint
// CHECK: every step of __aeabi_read_tp is right
// CHECK-NEXT: every step of __hop_alloca_check is right
// THUMB1-NEXT: every step of __hop_check_frame is right
// CHECK-NEXT: every step of __hop_check_r3 is right
// CHECK-NEXT: every step of __hop_stack_settle is right
// CHECK-NEXT: every step of longjmp is right
// CHECK-NEXT: every step of setjmp is right
// CHECK: Breakpoint {{.*}}, hop_dying_divert ()
// CHECK-NEXT: {{^[0-9]}}
// CHECK-NEXT: #0 hop_dying_divert ()
// CHECK-NEXT: #1 {{.*}} middle (
// CHECK-NEXT: #2 {{.*}} main ()
// CHECK: Breakpoint {{.*}}, hop_dying_find (
// CHECK: #1 {{.*}} unwind_run ()
// CHECK-NOT: corrupt

#include <hop/hop.h>
#include <setjmp.h>

#define NOINLINE __attribute__((noinline))

static jmp_buf buffer;
static volatile int sink;
static _Thread_local volatile int own;

NOINLINE static void leaf(volatile char *p)
{
    p[0] = 1;
    sink++;
}

NOINLINE static int small(int n)
{
    volatile char frame[40];
    leaf(frame);
    frame[n] = 1;
    return frame[n] + own;
}

NOINLINE static int large(int n)
{
    volatile char frame[200];
    leaf(frame);
    frame[n] = 1;
    return frame[n];
}

NOINLINE static int full(int a, int b, int c, int d, int e)
{
    volatile char frame[40];
    leaf(frame);
    frame[a] = 1;
    return frame[a] + b + c + d + e;
}

NOINLINE static int sized(int n)
{
    volatile char frame[n];
    leaf(frame);
    return frame[0];
}

NOINLINE static int jumps(int n)
{
    if (setjmp(buffer) == 0)
        longjmp(buffer, n);
    return 1;
}

// By pointers: a check of the caller's is not for them.
static int (*volatile const table[])(int) = {small, large, sized, jumps};
static int (*volatile const full_pointer)(int, int, int, int, int) = full;

NOINLINE static int calls(int n)
{
    int sum = full_pointer(n, 1, 2, 3, 4);
    for (unsigned i = 0; i < sizeof table / sizeof table[0]; i++)
        sum += table[i](n);
    return sum;
}

NOINLINE static int middle(int n)
{
    hop_panic("here");
    return n;
}

int main(void)
{
    sink = calls(3);
    return middle(sink > 0 ? 3 : 4) + 1;
}
