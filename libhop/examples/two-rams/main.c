// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Three kinds of RAM: one for variables, stacks and heap, a fast one for samples, and a
// large one that is a further region of the heap.
#include <hop/hop.h>
#include <stdint.h>
#include <stdio.h>

extern char __hop_psram_start[], __hop_psram_end[]; // two-rams.ld

__attribute__((section(".fast"))) static uint16_t samples[4096];

static int fill(void)
{
    int sum = 0;
    for (int i = 0; i < 4096; i++) {
        samples[i] = (uint16_t)i;
        sum += samples[i];
    }
    return sum;
}

int main(void)
{
    if (hop_mem_region_add(__hop_psram_start, (size_t)(__hop_psram_end - __hop_psram_start), HOP_MEM_EXTERNAL))
        return 1;
    uint8_t *picture = hop_mem_alloc_from(HOP_MEM_EXTERNAL, 1024 * 1024);
    void *message = hop_mem_alloc(64);
    if (!picture || !message)
        return 2;
    picture[1024 * 1024 - 1] = 42;
    printf("sum %d of samples at %p\n", fill(), (void *)samples);
    printf("picture at %p, message at %p\n", (void *)picture, message);
    return 0;
}
