// RUN: %every_core -Os -Wl,--wrap=hop_board_init,--wrap=hop_arch_tick_start %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The heap before the first task runs: before there is a kernel at all, and when
// main's task waits to be started. What was allocated then is there later.
#include <hop/hop.h>
#include <stdio.h>
#include <string.h>

static char *first, *second;

void __real_hop_board_init(void);
void __wrap_hop_board_init(void);
void __real_hop_arch_tick_start(uint32_t clock_hz, uint32_t tick_hz);
void __wrap_hop_arch_tick_start(uint32_t clock_hz, uint32_t tick_hz);

void __wrap_hop_board_init(void)
{
    first = hop_mem_alloc(100);
    hop_mem_free(hop_mem_alloc(50));
    if (first)
        strcpy(first, "before the kernel");
    __real_hop_board_init();
}

void __wrap_hop_arch_tick_start(uint32_t clock_hz, uint32_t tick_hz)
{
    second = hop_mem_alloc(100);
    if (second)
        strcpy(second, "before the first task");
    hop_mem_free(hop_mem_alloc(50));
    __real_hop_arch_tick_start(clock_hz, tick_hz);
}

int main(void)
{
    // CHECK: before the kernel, before the first task
    printf("%s, %s\n", first, second);
    hop_mem_free(first);
    hop_mem_free(second);
    return 0;
}
