// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The linker script names the handlers: one in an archive, which nothing else of the program refers to, is linked and
// survives --gc-sections and LTO. One that is not defined is a report that tells its number. The CCM of an STM32F4 is
// where variables and heap are wanted, the vector table at the beginning of the flash.
//
// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: %clang --config stm32f407xg.cfg -Os -ffunction-sections -DHANDLER -c %s -o handler.o && llvm-ar rcs libdriver.a handler.o
// RUN: %clang --config stm32f407xg.cfg -Os %s -L. -ldriver -Wl,--gc-sections -o archive.elf && %run archive.elf | FileCheck %s
// RUN: %clang --config stm32f407xg.cfg -Os -flto -DHANDLER -c %s -o handler.o && llvm-ar rcs liblto.a handler.o
// RUN: %clang --config stm32f407xg.cfg -Os -flto %s -L. -llto -Wl,--gc-sections -o lto.elf && %run lto.elf | FileCheck %s
// RUN: %clang --config stm32f407xg.cfg -Os %s -o none.elf && %status 71 %run none.elf 2>&1 | FileCheck --check-prefix=NONE %s
// RUN: llvm-readelf -S archive.elf | FileCheck --check-prefix=PLACES %s
// RUN: llvm-nm archive.elf | FileCheck --check-prefix=CCM %s
//
// CHECK: handled 1
// NONE: hop: fatal: interrupt 028 has no handler
// PLACES: .hop_vectors PROGBITS 08000000 {{[0-9a-f]+}} 000188
// PLACES: .ccm NOBITS 10000000 {{[0-9a-f]+}} 000bb8
// CCM-DAG: 10000bb8 {{. __hop_ccm_start}}
// CCM-DAG: 10010000 {{. __hop_ccm_end}}
#include <stdint.h>
#include <stdio.h>

#ifdef HANDLER
volatile int handled;

void TIM2_IRQHandler(void)
{
    handled++;
}
#else
extern volatile int handled __attribute__((weak));
char table[3000] __attribute__((section(".ccm"), retain));

int main(void)
{
    *(volatile uint32_t *)0xe000e100 = 1u << 28; // ISER
    *(volatile uint32_t *)0xe000e200 = 1u << 28; // ISPR
    __asm volatile("dsb\n isb");
    printf("handled %d\n", &handled ? handled : 0);
    return 0;
}
#endif
