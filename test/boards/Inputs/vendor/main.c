// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Its handler has the vendor's name; memory comes of malloc, and not of the _sbrk that the project brings.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

void *_sbrk(ptrdiff_t bytes);
static volatile int handled;

void TIM2_IRQHandler(void)
{
    handled++;
}

int main(void)
{
    *(volatile uint32_t *)0xe000e100 = 1u << 28; // enabled
    *(volatile uint32_t *)0xe000e200 = 1u << 28; // pending
    while (handled == 0)
        ;
    void *block = malloc(1000);
    printf("handled %d, %s\n", handled,
           block != NULL && _sbrk(16) == (void *)-1 ? "no more than malloc gives" : "memory is given twice");
    free(block);
    return 0;
}
