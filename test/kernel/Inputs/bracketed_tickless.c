// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tickless idle, in place of the library's: the end of a rest is between region_begin and region_end, what prepares one
// between handler_begin and handler_end (check_hits.py).
#include "kernel/tickless.h"

#define hop_tickless_end end_in_region
#define hop_tickless_idle idle_in_region
void end_in_region(void);
void idle_in_region(void);
#include "kernel/tickless.c"
#undef hop_tickless_end
#undef hop_tickless_idle

void region_begin(void);
void region_end(void);
void handler_begin(void);
void handler_end(void);

void hop_tickless_end(void)
{
    region_begin();
    end_in_region();
    region_end();
}

void hop_tickless_idle(void)
{
    bool prepares = rest.least != 0 && rest.ahead == 0 && rest.phase < RESTING;
    if (prepares)
        handler_begin();
    idle_in_region();
    if (prepares)
        handler_end();
}
