// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// At the beginning of the handler of faults, and in what it calls, `hop backtrace` shows what has faulted. The task restarts as
// without gdb.
//
// RUN: printf 'tbreak HardFault_Handler\ncontinue\nhop backtrace worker\ntbreak hop_fault_begin\ncontinue\nhop backtrace worker\ncontinue\n' > %t.commands
// RUN: %clang_v7em_hf -g -Og %s -o %t.elf
// RUN: %status 3 sh %S/Inputs/under-gdb.sh %t.commands %t %run --icount 7 --timeout 20 --gdb 0 %t.elf
// RUN: FileCheck --input-file=%t.gdb %s
// RUN: %clang --target=thumbv6m -g -Og %s -o %t.elf
// RUN: %status 3 sh %S/Inputs/under-gdb.sh %t.commands %t %run --icount 7 --timeout 20 --gdb 0 %t.elf
// RUN: FileCheck --input-file=%t.gdb %s
//
// CHECK: HardFault_Handler ()
// CHECK: worker: running
// CHECK: #0 {{.*}}trap (n=1) at
// CHECK: work (
// CHECK: hop_fault_begin (
// CHECK: worker: running
// CHECK: #0 {{.*}}trap (n=1) at
// CHECK: work (
// CHECK: exited with code 03

#include <hop/hop.h>
#include <stdlib.h>

static volatile int sink;

__attribute__((noinline)) static void trap(volatile int n)
{
    if (n == 1)
        __builtin_trap();
    sink = n;
}

static void work(void *unused)
{
    static volatile int life;
    (void)unused;
    life++;
    trap(life);
    exit(life + 1);
}

int main(void)
{
    static struct hop_task task;
    static _Alignas(8) char stack[2048];
    hop_task_create(&task, &(struct hop_task_config){
        .name = "worker", .entry = work, .stack = stack, .stack_size = sizeof stack, .priority = 8});
    hop_task_join(&task);
    return 0;
}
