// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An image begins behind a bootloader that jumps to it with interrupts disabled, as is usual: it would switch to no task.
//
// RUN: rm -rf %t && split-file %s %t && cd %t
// RUN: for target in thumbv7m thumbv7em-none-eabihf; do \
// RUN:   %clang --target=$target -nostdlib -T boot.ld boot.s -o boot.elf && \
// RUN:   %clang --target=$target -Os app.c -o app.elf -Wl,--defsym=__hop_flash_offset=0x8000 && \
// RUN:   %run --qemu "-device loader,file=app.elf" boot.elf || exit 1; done | FileCheck %s
// CHECK-COUNT-2: main runs

//--- boot.s
    .syntax unified
    .section .vectors, "a"
    .word 0x20001000, boot
    .text
    .thumb_func
    .globl boot
boot:
    cpsid i
    ldr   r0, table
    ldr   r1, [r0]
    msr   msp, r1
    ldr   r0, [r0, #4]
    bx    r0
    .balign 4
table:
    .word 0x8000

//--- boot.ld
ENTRY(boot)
SECTIONS { .image 0 : { *(.vectors) *(.text*) } }

//--- app.c
#include <hop/hop.h>
#include <stdio.h>

int main(void)
{
    hop_task_sleep(5);
    puts("main runs");
    return 0;
}
