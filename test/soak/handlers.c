// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Handlers of three levels. Tasks raise two of them; a timer another, at any instruction, and that raises the first two.
#include "soak.h"

#include "../Inputs/timer.h"
#include "../kernel/Inputs/interrupts.h"
#include "../kernel/Inputs/sound.h"

static void act(unsigned context)
{
    unsigned number = random_below(context, 2);
    switch (random_below(context, 10)) {
    case 0:
        return give(context, number);
    case 1:
        return try_take(context, number);
    case 2:
        return try_send(context, number, 1 + random_below(context, 1000));
    case 3:
        return try_receive(context, number);
    case 4:
        return notify(context, random_below(context, WORKERS));
    case 5:
        return hop_flags_set(&flags, 1u << random_below(context, 4));
    case 6:
        return random_below(context, 4) ? hop_condition_signal(&condition) : hop_condition_broadcast(&condition);
    case 7:
        return random_below(context, 4) ? hop_timer_start(&timers[number]) : hop_timer_stop(&timers[number]);
    default:
        return actor_resume(context, random_below(context, WORKERS));
    }
}

ON_INTERRUPT_9()
{
    act(HANDLER_9);
    act(HANDLER_9);
}

ON_INTERRUPT_10()
{
    act(HANDLER_10);
}

void handler_raise(unsigned number)
{
    interrupt_raise((int)number);
}

static volatile bool is_running;

volatile uint32_t looks;

// Between any two instructions of tasks and of the kernel's exceptions.
static void look_in_between(void)
{
    if (!is_kernel_free())
        return;
    looks++;
    if (unsound_records())
        complain("the kernel's lists are not sound between two instructions");
}

ON_TIMER()
{
    timer_acknowledge();
    if (random_below(HANDLER_TIMER, 4) == 0)
        look_in_between();
    act(HANDLER_TIMER);
    if (random_below(HANDLER_TIMER, 4) == 0)
        interrupt_raise(10); // interrupts this one
    act(HANDLER_TIMER);
    if (random_below(HANDLER_TIMER, 4) == 0)
        NVIC_PEND = 1 << 9; // when this one ends
    if (is_running)
        timer_start(100 + random_below(HANDLER_TIMER, 6000));
}

void handlers_begin(void)
{
    interrupts_enable();
    timer_enable();
    NVIC_PRIORITY_8_TO_11 = 0x80u | 0x80u << 8 | 0x40u << 16;
    is_running = true;
    timer_start(1000);
}

void handlers_end(void)
{
    is_running = false;
    timer_acknowledge();
}
