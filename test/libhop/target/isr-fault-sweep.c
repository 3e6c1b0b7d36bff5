// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A fault at every instruction of a handler that may fail, and of a function that it calls: the tick, above it here,
// comes ever later and takes the Thumb bit away from what it interrupted. Each time the cleanups around
// run, the handler is left, and the task that it interrupted goes on with all its registers.
//
// RUN: %every_core -Os %s
// RUN: %every_core -Oz %s
// RUN: %clang_v7em_hf -O0 %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang --target=thumbv6m -O0 %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
//
// CHECK:      handler: missed 0, wrong 0
// CHECK-NEXT: function: missed 0, wrong 0
// CHECK-NEXT: all {{[0-9]+}} instructions
#include "../../kernel/Inputs/interrupts.h"
#include "Inputs/every_instruction.h"
#include "Inputs/systick.h"

#include <hop/hop.h>
#include <stdio.h>

#define TARGET __attribute__((noinline, used, section(".text.target")))
#define WORDS ((volatile uint32_t *)HOP_CONTEXT_ADDRESS)
#define HANDLER (16 + 10)

#define SYSTICK_PRIORITY (((volatile uint8_t *)0xe000ed20)[3])
enum { QUIET = 250 };

static volatile bool armed, injected;
static uintptr_t fault_pc;
static unsigned left, wrong;
static volatile unsigned cleanups;
static volatile int sink;

__attribute__((noinline)) static int callee(int a)
{
    sink = a;
    return a + 1;
}

TARGET void first_target(void)
{
}

TARGET int work(int a, int b, int c, int d)
{
    volatile int local[40];
    local[a] = callee(b);
    int e = callee(local[a]), f = callee(c), g = callee(d);
#if defined(__ARM_FP)
    volatile float x = (float)a;
    float y = x * 2;
    g += (int)(y + (float)callee(e));
#endif
    return callee(f) + a * b + c * d + e * f + g;
}

TARGET void last_target(void)
{
}

static void check_local(int *local)
{
    cleanups++;
    wrong += *local != 0x5a5a;
}

__attribute__((noinline)) static void calls_work(int a)
{
    __attribute__((cleanup(check_local))) int local = a + 0x5a57;
    sink = work(a, 5, 7, 9);
    local = 0x5a5a;
}

static void works(int a)
{
    __attribute__((cleanup(check_local))) int local = 0x5a5a;
    calls_work(a);
}

static void is_work(int a)
{
    work(a, 5, 7, 9);
}

static void (*volatile body)(int a);

// A tail call: the frame that is left is the outermost.
ON_INTERRUPT_10(HOP_ISR)
{
    body(3);
}

// LR, the topmost register that the tick's handler has pushed, is below the frame.
void SysTick_Handler(void)
{
    uint32_t *frame;
    __asm volatile("mov %0, sp" : "=r"(frame));
    if (!armed)
        return;
    armed = false;
    SYSTICK->reload = SYSTICK_NEVER;
    SYSTICK->value = 0;
    while (*frame >> 8 != 0xffffff)
        frame++;
    if ((*frame++ & 4) != 0) // the task was interrupted
        return;
    uintptr_t pc = frame[6];
    if ((frame[7] & 0x1ff) != HANDLER || pc < begin || pc >= end)
        return;
    injected = true;
    fault_pc = pc;
    note_hit(pc);
    frame[7] &= ~(1u << 24);
}

bool hop_isr_panic_hook(unsigned exception, const struct hop_panic_info *info)
{
    left++;
    wrong += exception != HANDLER || info->reason != HOP_PANIC_FAULT || info->fault_pc != fault_pc ||
             info->reclaimed != NULL || info->outcome != HOP_OUTCOME_HANDLER_LEFT;
    return true;
}

// Once, amid registers that must survive.
static void fire(unsigned counts)
{
    uint32_t limit = WORDS[0];
    unsigned a = left, b = a + 1, c = a + 2, d = a + 3, e = a + 4;
    injected = false;
    cleanups = 0;
    SYSTICK->reload = counts;
    armed = true;
    SYSTICK->value = 0;
#if defined(__ARM_FP)
    volatile float x = (float)a;
    float y = x + 1, z = x + 2;
#endif
    NVIC_PEND = 1u << 10;
    while (armed)
        __asm volatile("" : "+r"(b), "+r"(c), "+r"(d), "+r"(e));
#if defined(__ARM_FP)
    wrong += y != x + 1 || z != x + 2;
#endif
    wrong += b != a + 1 || c != a + 2 || d != a + 3 || e != a + 4 || left != a + injected;
    wrong += WORDS[0] != limit || WORDS[1] != 0 || WORDS[2] != 0 || WORDS[3] != 0;
    wrong += cleanups != (body == works ? 2 : 0);
}

static void sweep(const char *name, void (*with)(int a))
{
    unsigned quiet = 0;
    body = with;
    for (unsigned counts = 1; quiet < QUIET; counts++) {
        fire(counts);
        quiet = injected ? 0 : quiet + 1;
    }
    printf("%s: missed %u, wrong %u\n", name, count_missed(), wrong);
}

int main(void)
{
    begin = (uintptr_t)first_target & ~1u;
    end = (uintptr_t)last_target & ~1u;
    interrupts_enable();
    SYSTICK_PRIORITY = 0;
    sweep("handler", is_work);
    sweep("function", works);
    printf("all %u instructions\n", all_hit);
    return 0;
}
