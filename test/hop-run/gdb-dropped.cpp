// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What debug information says of functions that the linker has dropped covers no code of the image, also if that begins at address 0:
// neither gdb nor the tools take other functions for them. gdb disables a breakpoint in one, and in dropped copies of an inline function.
//
// RUN: printf 'backtrace\nbreak innermost\nbreak big\ninfo breakpoints\ncontinue\nbacktrace -past-main on\ndelete\ncontinue\n' > %t.commands
// RUN: %clangxx %{thumbv7em-hf} -g -Os -ffunction-sections -c %s -o %t.o
// RUN: %clangxx %{thumbv7em-hf} -g -Os -ffunction-sections -DSECOND -c %s -o %t.second.o
// RUN: %clangxx %{thumbv7em-hf} %t.second.o %t.o -Wl,--gc-sections -o %t.elf
// RUN: %status 5 sh %S/Inputs/under-gdb.sh %t.commands %t %run --icount 7 --timeout 20 --gdb 0 %t.elf
// RUN: FileCheck --input-file=%t.gdb %s
// RUN: llvm-nm %t.elf | awk '/ (Reset_Handler|run_main)$/ { print "@0x" $1 }' > %t.log
// RUN: hop-decode %t.elf %t.log | FileCheck --check-prefix=DECODE %s
//
// RUN: %clangxx %{thumbv6m} -gdwarf-4 -Os -ffunction-sections -c %s -o %t.o
// RUN: %clangxx %{thumbv6m} -gdwarf-4 -Os -ffunction-sections -DSECOND -c %s -o %t.second.o
// RUN: %clangxx %{thumbv6m} %t.second.o %t.o -Wl,--gc-sections -o %t.elf
// RUN: %status 5 sh %S/Inputs/under-gdb.sh %t.commands %t %run --icount 7 --timeout 20 --gdb 0 %t.elf
// RUN: FileCheck --input-file=%t.gdb %s
//
// CHECK: #0 {{.*}}Reset_Handler ()
// CHECK: Breakpoint 1 at {{.*}} (2 locations)
// CHECK: Breakpoint 2 at 0x1f0
// CHECK-NEXT: Breakpoint 2 is in code that the linker has dropped: it is disabled.
// CHECK: 1.1 {{ *}}y {{.*}}innermost
// CHECK: 1.2 {{ *}}n 
// CHECK: Breakpoint 1{{.*}}, innermost (n=
// CHECK: #0 {{.*}}innermost (n=
// CHECK-NEXT: #1 {{.*}} main ()
// CHECK-NEXT: #2 {{.*}} run_main (
// CHECK-NEXT: #3 {{.*}} hop_task_trampoline ()
// CHECK: exited with code 05
//
// DECODE-DAG: <run_main+0x0 main.c:
// DECODE-DAG: <Reset_Handler+0x0 crt0.S:
//
// Where nothing is at address 0, gdb knows of none.
// RUN: %clangxx --target=thumbv7em --config netduinoplus2.cfg -g -Os -ffunction-sections -Wl,--gc-sections -DSECOND -DALONE %s -o %t.elf
// RUN: not gdb-multiarch -nx -batch %t.elf -ex 'print big' 2>&1 | FileCheck --check-prefix=ELSEWHERE %s
// ELSEWHERE: No symbol "big" in current context.

#define FOUR(x) x x x x
#define MANY(x) FOUR(FOUR(FOUR(FOUR(FOUR(x)))))

extern volatile int table[8];

__attribute__((noinline)) inline int innermost(int n)
{
    volatile char frame[100];
    frame[n] = static_cast<char>(n);
    return frame[n] + table[1];
}

int second();

#ifdef SECOND
volatile int table[8];

int second()
{
    return innermost(2);
}

// Longer than what precedes run_main.
int big(int n)
{
    MANY(n = n * 31 + table[n & 7]; table[n & 7] = n;)
    return n;
}
#endif

#if !defined SECOND || defined ALONE
int main()
{
    return innermost(3) + second();
}
#endif
