// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each switch books the time since the one before. Handlers count for what they interrupt.
#include "hop/load.h"

#include "board/board.h"
#include "kernel/load.h"
#include "kernel/sched.h"
#include "kernel/task.h"

static uint32_t last;
static uint64_t total;

// With the switch exception kept away.
static void book(struct hop_task *task)
{
    uint32_t now = hop_board_cycles();
    uint32_t spent = now - last;
    last = now;
    total += spent;
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
    last = hop_board_cycles();
    total = 0;
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
    struct hop_load load = {.cycles = task->cycles, .total = total};
    hop_kernel_leave();
    return load;
}
