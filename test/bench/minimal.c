// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What size.py links: two tasks with a semaphore and a channel, one of which panics and starts anew.
#include <hop/hop.h>

static struct hop_semaphore ready = HOP_SEMAPHORE(0, 8);
static struct hop_channel channel;
static _Alignas(4) unsigned char buffer[HOP_CHANNEL_BUFFER_SIZE(4, 4)];
static struct hop_task task;
static _Alignas(8) unsigned char stack[1536];
static volatile unsigned sum;

static void consume(void *unused)
{
    (void)unused;
    for (;;) {
        unsigned item;
        hop_channel_receive(&channel, &item);
        hop_semaphore_give(&ready);
        if ((sum += item) == 6)
            hop_panic("on purpose");
    }
}

int main(void)
{
    hop_channel_init(&channel, buffer, 4, 4);
    hop_task_create(&task, &(struct hop_task_config){.name = "consumer", .entry = consume, .stack = stack,
        .stack_size = sizeof stack, .priority = HOP_PRIORITY_MAIN + 1});
    for (unsigned i = 0; i < 10; i++) {
        hop_channel_send(&channel, &i);
        hop_semaphore_take(&ready);
    }
    return sum == 45 && hop_task_generation(&task) == 1 ? 0 : 1;
}
