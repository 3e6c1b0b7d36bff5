// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Boards whose RAM is too small for printf and a second task; 6 KiB is little enough for --gc-sections. The interrupt is handled under the vendor's name, and an
// overflow of main is cleaned up and reported.
//
// RUN: sh %S/run.sh %prefix %t %s stm32f042x6 TIM2_IRQHandler 15 -Wl,--gc-sections 2>&1 | FileCheck %s
// RUN: sh %S/run.sh %prefix %t %s stm32f051x8 TIM6_DAC_IRQHandler 17 2>&1 | FileCheck %s
// RUN: sh %S/run.sh %prefix %t %s stm32f030x8 TIM17_IRQHandler 22 2>&1 | FileCheck %s
//
// CHECK: cleaned up, handled 1
// CHECK: hop: panic: stack overflow in task 'main'
// CHECK: status 70
#include <stdint.h>
#include <string.h>
#include <unistd.h>

static volatile int handled;

void HANDLER(void)
{
    handled++;
}

static void clean(int *unused)
{
    static char text[] = "cleaned up, handled 0\n";
    (void)unused;
    text[sizeof text - 3] = (char)('0' + handled);
    write(1, text, strlen(text));
}

static int depth(int n)
{
    volatile char frame[40];
    frame[n % 40] = 1;
    return depth(n + 1) + frame[n % 40];
}

int main(void)
{
    __attribute__((cleanup(clean))) int held = 0;
    *(volatile uint32_t *)0xe000e100 = 1u << IRQ; // ISER
    *(volatile uint32_t *)0xe000e200 = 1u << IRQ; // ISPR
    __asm volatile("dsb\n isb");
    return depth(0);
}
