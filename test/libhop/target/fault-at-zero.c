// RUN: %clang --target=thumbv7m -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang_v7em -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task calls NULL where the vector table begins with a breakpoint, as that of a main stack does that ends at 0x2000be00.
// No status register tells why, and the fault handler must not look at what lies in front of address 0.
#include <hop/hop.h>
#include <stdio.h>

static struct hop_task task;
static _Alignas(8) unsigned char stack[2048];
static void (*volatile at_zero)(void) = (void (*)(void))1; // in Thumb state

void hop_panic_hook(const struct hop_panic_info *info)
{
    puts(info->text);
}

static void released(const int *value)
{
    printf("released %d\n", *value);
}

static void call_null(void *unused)
{
    __attribute__((cleanup(released))) int value = 1;
    (void)unused;
    at_zero();
    puts("came back");
}

int main(void)
{
    // On QEMU's boards that memory can be written.
    __asm volatile("strh %0, [%1]" ::"r"(0xbe00), "r"(0) : "memory");
    // CHECK:      released 1
    // CHECK-NEXT: hardware fault
    // CHECK-NEXT: goes on
    hop_task_create(&task, &(struct hop_task_config){.name = "caller", .entry = call_null, .stack = stack,
        .stack_size = sizeof stack, .priority = HOP_PRIORITY_MAIN + 1, .restart = HOP_RESTART_NEVER});
    puts("goes on");
}
