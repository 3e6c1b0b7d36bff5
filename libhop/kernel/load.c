// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each switch books the time since the one before. Handlers count for what they interrupt.
#include "hop/load.h"

#include "board/board.h"
#include "kernel/load.h"
#include "kernel/sched.h"
#include "kernel/task.h"
#include "kernel/time.h"

static struct {
    uint32_t cycles, tick; // up to when it is booked
    uint64_t total;
} booked;

// Of a span in which the counter may have wrapped, ticks say about how many counts they are, and the counter exactly.
__attribute__((noinline)) static uint64_t long_span(uint32_t counts, uint32_t ticks)
{
    uint64_t about = (uint64_t)ticks * (hop_board_cycles_hz() / HOP_TICK_HZ);
    int32_t difference = (int32_t)(counts - (uint32_t)about);
    return about + (uint64_t)(int64_t)difference;
}

// With the switch exception kept away.
static void book(struct hop_task *task)
{
    uint32_t now = hop_board_cycles(), tick = hop_time_counted();
    uint32_t ticks = tick - booked.tick;
    uint64_t spent = now - booked.cycles;
    if (ticks >= HOP_TICK_HZ)
        spent = long_span((uint32_t)spent, ticks);
    booked.cycles = now;
    booked.tick = tick;
    booked.total += spent;
    task->cycles += spent;
}

void hop_load_switch(struct hop_task *from)
{
    book(from);
}

HOP_CHECKED void hop_load_start(void)
{
    hop_kernel_enter();
    for (struct hop_task *task = hop_task_first; task; task = task->next_task)
        task->cycles = 0;
    booked.cycles = hop_board_cycles();
    booked.tick = hop_time_counted();
    booked.total = 0;
    hop_sched.observers |= HOP_OBSERVES_LOAD;
    hop_kernel_leave();
}

HOP_CHECKED void hop_load_stop(void)
{
    hop_kernel_enter();
    if (hop_sched.observers & HOP_OBSERVES_LOAD)
        book(hop_sched.current);
    hop_sched.observers &= (uint8_t)~HOP_OBSERVES_LOAD;
    hop_kernel_leave();
}

HOP_CHECKED struct hop_load hop_load_of(const struct hop_task *task)
{
    hop_kernel_enter();
    if (hop_sched.observers & HOP_OBSERVES_LOAD)
        book(hop_sched.current);
    struct hop_load load = {.cycles = task->cycles, .total = booked.total};
    hop_kernel_leave();
    return load;
}
