// RUN: rm -f %t.txt
// RUN: for target in "%{thumbv6m}" "%{thumbv7em-hf}"; do for align in 1 4 8 16 64; do for rest in 0 4; do \
// RUN:     for kind in -DDATA -DZERO "-DDATA -DZERO" "-DZERO -DEMPTY"; do \
// RUN:         %clang $target -Os -DALIGN=$align -DREST=$rest $kind %s -o %t.elf && %run %t.elf >> %t.txt || exit 1; \
// RUN: done; done; done; done
// RUN: sort %t.txt | uniq -c | FileCheck %s
// RUN: %every_core -Os -DALIGN=4 -DREST=4 -DDATA -DZERO %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The linker's offsets of _Thread_local variables are those by which libhop makes them, whatever their alignment and
// place: in main, in another task, in a handler. Row 70.
// CHECK: all right
// CHECK-NOT: {{.}}
#include "Inputs/interrupts.h"
#include "Inputs/tasks.h"

#ifdef DATA
_Thread_local volatile _Alignas(ALIGN) char data = 5;
_Thread_local volatile char more_data = 6;
#endif
#ifdef ZERO
_Thread_local volatile _Alignas(ALIGN) char zero;
_Thread_local volatile char more_zero;
#endif
#ifdef EMPTY
__asm(".section .tdata, \"awT\", %progbits\n.text");
#endif

// The variables begin behind .init_array, at 0 and at 4 modulo 8 in two of these programs.
static volatile int started;

__attribute__((constructor)) static void begin(void)
{
    started++;
}

#if REST
__attribute__((constructor)) static void begin_more(void)
{
    started += 2;
}
#endif

static int wrong(void)
{
    int count = 0;
#ifdef DATA
    count += data != 5 || more_data != 6 || (uintptr_t)&data % ALIGN != 0;
    data = more_data = 7;
#endif
#ifdef ZERO
    count += zero != 0 || more_zero != 0 || (uintptr_t)&zero % ALIGN != 0;
    zero = more_zero = 8;
#endif
    return count;
}

static volatile int handler_wrong = 1, task_wrong = 1;

ON_INTERRUPT_9()
{
    handler_wrong = wrong();
}

static void use(void *number)
{
    (void)number;
    task_wrong = wrong();
}

int main(void)
{
    int main_wrong = wrong();
    start(1, use, -1);
    hop_task_join(&tasks[1]);
    interrupts_enable();
    interrupt_raise(9);
    puts(main_wrong || task_wrong || handler_wrong ? "wrong" : "all right");
    return 0;
}
