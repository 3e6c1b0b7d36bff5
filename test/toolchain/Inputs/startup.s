// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the start-up files of vendors have: a vector table, and an endless loop for each handler that nobody else has.
    .syntax unified
    .thumb

    .section .isr_vector, "a", %progbits
    .word 0x20008000
    .word Reset_Handler
    .word HardFault_Handler
    .word SVC_Handler
    .word PendSV_Handler
    .word SysTick_Handler

    .section .text.Default_Handler, "ax", %progbits
    .type Default_Handler, %function
Default_Handler:
    b Default_Handler

    .irp name, Reset, HardFault, SVC, PendSV, SysTick
    .weak \name\()_Handler
    .thumb_set \name\()_Handler, Default_Handler
    .endr
