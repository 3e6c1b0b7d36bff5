// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Bodies of handlers that fail, each with cleanups that note an event.
#pragma once

#include "overflow.h"

#include <hop/hop.h>

#define NVIC_ISER0 (*(volatile uint32_t *)0xe000e100)
#define NVIC_ISPR0 (*(volatile uint32_t *)0xe000e200)
// The context's words: limit, depth of regions, kill pending.
#define WORDS ((volatile uint32_t *)HOP_CONTEXT_ADDRESS)

static int events[512];
static unsigned event_count;

static void note(int *variable)
{
    if (event_count < sizeof events / sizeof events[0])
        events[event_count++] = *variable;
}
#define NOTED __attribute__((cleanup(note), unused)) int

static void overflows(void)
{
    NOTED outer = 1;
    NOTED inner = 2;
    overflow(0);
}

static void panics(void)
{
    NOTED outer = 1;
    NOTED inner = 2;
    hop_panic("on purpose");
}

__attribute__((noinline)) static void takes(int *variable)
{
    volatile char frame[400];
    frame[sink % 400] = 1;
    note(variable);
    sink = sink + (unsigned)frame[sink % 400];
}

// Calls where little stack is left.
__attribute__((noinline)) static void near_the_end(uintptr_t limit, void (*call)(void))
{
    volatile char frame[16];
    frame[0] = 0;
    if ((uintptr_t)frame - limit > 150)
        near_the_end(limit, call);
    else
        call();
    sink = sink + (unsigned)frame[0];
}

// The cleanup on the normal path is what overflows: it completes first.
static void clean_up_too_far(void)
{
    __attribute__((cleanup(takes))) int inner = 3;
    sink = sink + 1;
}

static void region(void)
{
    NOTED outer = 1;
    NOTED inner = 2;
    near_the_end(WORDS[0], clean_up_too_far);
}
