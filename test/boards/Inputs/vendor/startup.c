// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The same vector table in C, as CMSIS has it: casts, designators, gaps.
typedef void (*vector)(void);
extern int __StackTop;
void Reset_Handler(void), NMI_Handler(void), HardFault_Handler(void), SVC_Handler(void), PendSV_Handler(void);
void SysTick_Handler(void), WWDG_IRQHandler(void), EXTI0_IRQHandler(void), TIM2_IRQHandler(void), Default_Handler(void);

const vector __VECTOR_TABLE[] __attribute__((section(".vectors"))) = {
    (vector)(&__StackTop), Reset_Handler, NMI_Handler, HardFault_Handler, /* faults */ 0, 0, 0, 0, 0, 0, 0,
    SVC_Handler, 0, 0, PendSV_Handler, SysTick_Handler, // the last exception
    WWDG_IRQHandler, 0, 0, (0), Reserved_Handler, ((void *)0),
    (vector)EXTI0_IRQHandler, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    [16 + 28] = TIM2_IRQHandler, Default_Handler, 0,
};
