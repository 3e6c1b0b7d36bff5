// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The stand-in's port, for each core as FreeRTOS's own does it: ARM_CM3 and ARM_CM4F begin by svc 0, with SVC above all
// others, and mask by BASEPRI; ARM_CM0 begins by loading the first task's registers itself, and masks everything.
#include "FreeRTOS.h"
#include "task.h"

#define ICSR (*(volatile uint32_t *)0xe000ed04)
#define PENDSVSET (1u << 28)
#define SHPR2 (*(volatile uint32_t *)0xe000ed1c)
#define SHPR3 (*(volatile uint32_t *)0xe000ed20)
#define SYSTICK ((volatile uint32_t *)0xe000e010)

static UBaseType_t uxCriticalNesting = 0xaaaaaaaa;

static void prvTaskExitError(void)
{
    portDISABLE_INTERRUPTS();
    for (;;)
        ;
}

#if defined(__ARM_FP)
#define EXC_RETURN_WORDS 1
#define STORE " tst lr, #16\n it eq\n vstmdbeq r0!, {s16-s31}\n stmdb r0!, {r4-r11, lr}\n"
#define LOAD " ldmia r0!, {r4-r11, lr}\n tst lr, #16\n it eq\n vldmiaeq r0!, {s16-s31}\n"
#elif __ARM_ARCH_ISA_THUMB > 1
#define EXC_RETURN_WORDS 0
#define STORE " stmdb r0!, {r4-r11}\n"
#define LOAD " ldmia r0!, {r4-r11}\n"
#else
#define EXC_RETURN_WORDS 0
#define STORE                                                                                                      \
    " subs r0, #32\n stmia r0!, {r4-r7}\n mov r4, r8\n mov r5, r9\n mov r6, r10\n mov r7, r11\n stmia r0!, {r4-r7}\n" \
    " subs r0, #32\n"
#define LOAD                                                                                                  \
    " adds r0, #16\n ldmia r0!, {r4-r7}\n mov r8, r4\n mov r9, r5\n mov r10, r6\n mov r11, r7\n mov r3, r0\n" \
    " subs r0, #32\n ldmia r0!, {r4-r7}\n mov r0, r3\n"
#endif

StackType_t *pxPortInitialiseStack(StackType_t *pxTopOfStack, TaskFunction_t pxCode, void *pvParameters)
{
    StackType_t *frame = pxTopOfStack - 8;
    frame[7] = 0x01000000;
    frame[6] = (StackType_t)pxCode & ~(StackType_t)1;
    frame[5] = (StackType_t)prvTaskExitError;
    frame[0] = (StackType_t)pvParameters;
    if (EXC_RETURN_WORDS)
        frame[-1] = 0xfffffffd;
    return frame - 8 - EXC_RETURN_WORDS;
}

#if __ARM_ARCH_ISA_THUMB > 1
__attribute__((naked)) void vPortSVCHandler(void)
{
    __asm volatile(" ldr r3, =pxCurrentTCB\n ldr r1, [r3]\n ldr r0, [r1]\n" LOAD
                   " msr psp, r0\n isb\n mov r0, #0\n msr basepri, r0\n orr lr, lr, #0xd\n bx lr\n .ltorg\n");
}

__attribute__((naked)) static void prvPortStartFirstTask(void)
{
    __asm volatile(" ldr r0, =0xe000ed08\n ldr r0, [r0]\n ldr r0, [r0]\n msr msp, r0\n mov r0, #0\n msr control, r0\n"
                   " cpsie i\n cpsie f\n dsb\n isb\n svc 0\n nop\n .ltorg\n");
}

#define MASK " mov r0, %0\n msr basepri, r0\n dsb\n isb\n"
#define UNMASK " mov r0, #0\n msr basepri, r0\n"
#else
void vPortSVCHandler(void)
{
}

__attribute__((naked)) static void prvPortStartFirstTask(void)
{
    __asm volatile(" ldr r2, =pxCurrentTCB\n ldr r3, [r2]\n ldr r0, [r3]\n adds r0, #32\n msr psp, r0\n movs r0, #2\n"
                   " msr control, r0\n isb\n pop {r0-r5}\n mov lr, r5\n pop {r3}\n pop {r2}\n movs r2, #1\n orrs r3, r2\n"
                   " cpsie i\n bx r3\n .ltorg\n");
}

#define MASK " cpsid i\n"
#define UNMASK " cpsie i\n"
#endif

__attribute__((naked)) void xPortPendSVHandler(void)
{
    __asm volatile(" mrs r0, psp\n isb\n" STORE " ldr r3, =pxCurrentTCB\n ldr r2, [r3]\n str r0, [r2]\n push {r3, lr}\n" MASK
                   " bl vTaskSwitchContext\n" UNMASK " pop {r2, r3}\n mov lr, r3\n ldr r1, [r2]\n ldr r0, [r1]\n" LOAD
                   " msr psp, r0\n isb\n bx lr\n .ltorg\n" ::"i"(configMAX_SYSCALL_INTERRUPT_PRIORITY));
}

void xPortSysTickHandler(void)
{
    portDISABLE_INTERRUPTS();
    if (xTaskIncrementTick() != pdFALSE)
        ICSR = PENDSVSET;
    portENABLE_INTERRUPTS();
}

BaseType_t xPortStartScheduler(void)
{
    SHPR3 |= 0xffff0000;
#if __ARM_ARCH_ISA_THUMB > 1
    SHPR2 = 0;
#endif
    SYSTICK[1] = configCPU_CLOCK_HZ / configTICK_RATE_HZ - 1;
    SYSTICK[2] = 0;
    SYSTICK[0] = 7;
    uxCriticalNesting = 0;
    prvPortStartFirstTask();
    return 0;
}

void vPortYield(void)
{
    ICSR = PENDSVSET;
    __asm volatile("dsb\n isb" ::: "memory");
}

void vPortEnterCritical(void)
{
    portDISABLE_INTERRUPTS();
    uxCriticalNesting++;
}

void vPortExitCritical(void)
{
    if (--uxCriticalNesting == 0)
        portENABLE_INTERRUPTS();
}
