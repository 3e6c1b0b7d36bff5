// RUN: %every_core -Os -Wl,--wrap=hop_board_cycles_hz %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task may run for longer than the counter of cycles lasts, without a switch: all of that is its own. The counter here is
// a fast one, which wraps after 1.4 seconds.
#include "Inputs/tasks.h"

// Instead of the board's.
uint32_t hop_board_cycles(void);
uint32_t __wrap_hop_board_cycles_hz(void);

enum { COUNTS_OF_A_TICK = 3000000 };

uint32_t hop_board_cycles(void)
{
    return hop_time_ticks() * COUNTS_OF_A_TICK;
}

uint32_t __wrap_hop_board_cycles_hz(void)
{
    return COUNTS_OF_A_TICK * 1000u;
}

static void spin_for(uint32_t milliseconds)
{
    for (uint32_t begin = hop_time_ticks(); hop_time_ticks() - begin < milliseconds;)
        ;
}

int main(void)
{
    for (int i = 0; i < 3; i++) {
        hop_load_start();
        spin_for(i == 1 ? 5000 : 30);
        struct hop_load load = hop_load_of(hop_task_self());
        unsigned of_main = (unsigned)(load.cycles / COUNTS_OF_A_TICK), all = (unsigned)(load.total / COUNTS_OF_A_TICK);
        // CHECK: load 1
        // CHECK-NEXT: load 1
        // CHECK-NEXT: load 1
        printf("load %d of %u ms\n", of_main == all && all + 2 >= (i == 1 ? 5000 : 30) && all <= (i == 1 ? 5002 : 32), all);
    }
    return 0;
}
