// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Two handlers, the second of which interrupts the first where it is due then; which instructions they have interrupted.
#pragma once

#include "../../../Inputs/timer.h"
#include "../dual_timer.h"
#include "hits.h"

#include <stdbool.h>

// The test's: what they do, the first one 0, the second one 1.
static void act(unsigned number);

static volatile unsigned fired[2];
static volatile bool is_open, is_nested; // whether the second one acts; whether it has interrupted the first

__attribute__((used)) void first_handler(const uint32_t *frame)
{
    timer_acknowledge();
    note_place(0, frame);
    handler_begin();
    act(0);
    handler_end();
    fired[0]++;
}

__attribute__((used)) void second_handler(const uint32_t *frame)
{
    dual_timer_acknowledge();
    is_nested = (frame[7] & 0x1ff) == 16 + 8;
    if (is_nested)
        note_place(1, frame);
    if (is_open)
        act(1);
    fired[1]++;
}

__attribute__((naked)) void TIMER0_Handler(void)
{
    WITH_FRAME(first_handler);
}

__attribute__((naked)) void DUALTIMER_Handler(void)
{
    WITH_FRAME(second_handler);
}
