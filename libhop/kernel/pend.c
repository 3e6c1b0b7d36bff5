// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "kernel/pend.h"

#include "kernel/nesting.h"
#include "kernel/wait.h"

enum { AREA_SIZE = 4 };

static struct {
    // One writer for each: the context at that depth.
    struct {
        struct hop_wait_queue *volatile queue[AREA_SIZE];
        volatile uint8_t appended;
    } area[HOP_NESTING];
    // The holder of the lock.
    volatile uint8_t carried_out[HOP_NESTING];
    // Set by any context, cleared by the holder before it looks.
    volatile bool overflowed;
} pend;

static void append(struct hop_wait_queue *queue, unsigned depth)
{
    uint8_t appended = pend.area[depth].appended;
    if ((uint8_t)(appended - pend.carried_out[depth]) == AREA_SIZE) {
        pend.overflowed = true;
        return;
    }
    pend.area[depth].queue[appended % AREA_SIZE] = queue;
    hop_softlock_fence();
    pend.area[depth].appended = (uint8_t)(appended + 1);
}

void hop_pend_settle(struct hop_wait_queue *queue)
{
    unsigned depth = hop_nesting_enter();
    append(queue, depth);
    hop_nesting_leave(depth);
    hop_softlock_pend(&hop_sched.lock);
}

static void settle_area(unsigned depth)
{
    while (pend.carried_out[depth] != pend.area[depth].appended) {
        uint8_t next = pend.carried_out[depth];
        struct hop_wait_queue *queue = pend.area[depth].queue[next % AREA_SIZE];
        hop_softlock_fence();
        pend.carried_out[depth] = (uint8_t)(next + 1);
        queue->settle(queue);
    }
}

void hop_pend_drain(void)
{
    for (unsigned depth = 0; depth < HOP_NESTING; depth++)
        settle_area(depth);
    if (!pend.overflowed)
        return;
    pend.overflowed = false;
    hop_softlock_fence();
    hop_wait_settle_all();
}
