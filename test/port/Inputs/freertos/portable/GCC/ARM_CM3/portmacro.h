// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

void vPortYield(void);
void vPortEnterCritical(void);
void vPortExitCritical(void);

#ifdef __cplusplus
}
#endif

#if __ARM_ARCH_ISA_THUMB > 1
static inline void portSET_BASEPRI(uint32_t value)
{
    __asm volatile("msr basepri, %0\n isb\n dsb" ::"r"(value) : "memory");
}

#define portDISABLE_INTERRUPTS() portSET_BASEPRI(configMAX_SYSCALL_INTERRUPT_PRIORITY)
#define portENABLE_INTERRUPTS() portSET_BASEPRI(0)
#else
#define portDISABLE_INTERRUPTS() __asm volatile("cpsid i" ::: "memory")
#define portENABLE_INTERRUPTS() __asm volatile("cpsie i" ::: "memory")
#endif
