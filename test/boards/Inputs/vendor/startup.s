/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * As vendors write them: words that the reset handler reads, the vector table, a loop for what nobody handles.
 */
    .syntax unified
    .cpu cortex-m4
    .fpu softvfp
    .thumb

.global g_pfnVectors
.word _sidata   /* where .data is loaded from */
.word _sdata
.word _edata

    .section .text.Reset_Handler
Reset_Handler:
    b Reset_Handler

    .section .isr_vector,"a",%progbits
g_pfnVectors:
  .word  _estack
  .word  Reset_Handler
  .word  NMI_Handler, HardFault_Handler
  .word  0, 0, 0, 0, 0, 0, 0
  .word  SVC_Handler
  .word  0
  .word  0
  .word  PendSV_Handler
  .word  SysTick_Handler

  /* Interrupts */
  .word  WWDG_IRQHandler        /* 0 window watchdog, SysTick_Handler is above */
  .word  0, 0, 0, 0, 0          // 1 to 5
  .word  EXTI0_IRQHandler       @ 6
  .word  0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  .word  0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  .word  0
  .word  TIM2_IRQHandler        /* 28 */
  .word  Default_Handler
  .word  0                      /* 30 */
  .size  g_pfnVectors, .-g_pfnVectors

  .weak  TIM2_IRQHandler
  .thumb_set TIM2_IRQHandler,Default_Handler
Default_Handler:
  b Default_Handler
