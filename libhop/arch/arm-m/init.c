// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Processor set-up, the tick, and the first frame of a task.
#include "arch/arch.h"
#include "frame.h"
#include "vectors.h"

#define XPSR_THUMB (1u << 24)
#define EXC_RETURN_THREAD_PSP 0xFFFFFFFDu // basic frame, no FP context

extern char hop_task_trampoline[], hop_task_trampoline_end[];

_Static_assert(offsetof(struct hop_arch_context, exc_return) == 36,
               "switch.S stores psp, r4-r11 and lr in one go");
_Static_assert(offsetof(struct hop_arch_context, s16_s31) == 40,
               "switch.S stores FP registers behind them");

static void set_priority(unsigned exception, uint8_t priority)
{
    HOP_SCB->shpr[exception - 4] = priority;
}

// All kernel exceptions at one, the lowest, priority: they never nest, and
// every user interrupt at a priority above stays as fast as without a kernel.
void hop_arch_init(void)
{
    set_priority(HOP_EXCEPTION_SVC, HOP_EXCEPTION_LOWEST);
    set_priority(HOP_EXCEPTION_PENDSV, HOP_EXCEPTION_LOWEST);
    set_priority(HOP_EXCEPTION_SYSTICK, HOP_EXCEPTION_LOWEST);
    HOP_SCB->ccr |= HOP_CCR_DIV_0_TRP;
}

void hop_arch_tick_start(uint32_t clock_hz, uint32_t tick_hz)
{
    HOP_SYSTICK->reload = clock_hz / tick_hz - 1; // counts reload .. 0
    HOP_SYSTICK->value = 0;
    HOP_SYSTICK->control = HOP_SYSTICK_RUN;
}

// The application may have a SysTick_Handler of its own (vendor libraries count
// milliseconds in it): it runs first.
void SysTick_Handler(void) __attribute__((weak));

void hop_arch_systick(void)
{
    if (SysTick_Handler)
        SysTick_Handler();
    hop_time_tick();
}

void hop_arch_context_init(struct hop_arch_context *context, uintptr_t top,
                           void (*entry)(void *), void *argument)
{
    struct hop_exception_frame *frame = (struct hop_exception_frame *)top - 1;
    frame->r0 = (uintptr_t)argument;
    frame->r1 = (uintptr_t)entry;
    frame->lr = 0;
    frame->pc = (uintptr_t)hop_task_trampoline & ~(uintptr_t)1;
    frame->xpsr = XPSR_THUMB;
    context->psp = (uintptr_t)frame;
    context->exc_return = EXC_RETURN_THREAD_PSP;
}

bool hop_arch_is_task_start(uintptr_t pc)
{
    uintptr_t start = (uintptr_t)hop_task_trampoline & ~(uintptr_t)1;
    return pc >= start && pc <= (uintptr_t)hop_task_trampoline_end;
}
