// RUN: mkdir -p %t && cd %t && rm -f *.o
// RUN: %host_cc -fno-sanitize=all -O1 -I %S/Inputs -fsanitize-coverage=trace-pc-guard,trace-loads,trace-stores -c %libhop/kernel/channel.c %libhop/kernel/count.c %libhop/kernel/mutex.c %libhop/kernel/wait.c %libhop/kernel/pend.c %libhop/kernel/sched.c %libhop/kernel/ready_queue.c %libhop/kernel/time.c %libhop/kernel/softlock.c
// RUN: %host_cc -fno-sanitize=all -O1 -I %S/Inputs %s *.o -o test && ./test
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Channels under every interleaving of tasks and two handlers (Inputs/interleaving.h), and
// some of three. No item may get lost, doubled or out of order, no task wait for what has
// come. Only a handler that has interrupted another call may be refused what is there.
#include "hop/channel.h"
#include "hop/time.h"

#include "Inputs/scenario.h"

#include <string.h>

enum { SEND, RECEIVE, REFUSABLE = 2, CAPACITY_MAX = 3 };

static struct hop_channel channel;
static _Alignas(4) unsigned char buffer[HOP_CHANNEL_BUFFER_SIZE(CAPACITY_MAX, sizeof(uint32_t))];
static uint32_t items_sent;
// Calls of the tasks and of each handler that have not returned.
static struct call *task_calls[TASKS_MAX];
static unsigned handler_calls;

static struct call **task_call(void)
{
    return &task_calls[(struct host_task *)hop_sched.current - tasks];
}

static struct call *begin(int kind, uint32_t item)
{
    struct call *call = call_begin(kind, (int)item);
    if (running == 0 && hop_sched.current != &idle)
        *task_call() = call;
    else if (handler_calls++ > 0 || (hop_sched.current != &idle && *task_call()))
        call->kind |= REFUSABLE;
    return call;
}

static void returned(struct call *call, int result, uint32_t item)
{
    if (result == HOP_OK && (call->kind & 1) == RECEIVE)
        call->argument = (int)item;
    call_end(call, result);
    if (running == 0 && hop_sched.current != &idle)
        *task_call() = NULL;
    else
        handler_calls--;
}

static void try_send(void)
{
    uint32_t item = ++items_sent;
    struct call *call = begin(SEND, item);
    returned(call, hop_channel_try_send(&channel, &item), item);
}

static void send(void)
{
    uint32_t item = ++items_sent;
    struct call *call = begin(SEND, item);
    returned(call, hop_channel_send(&channel, &item), item);
}

static void timed_send(void)
{
    uint32_t item = ++items_sent;
    struct call *call = begin(SEND, item);
    returned(call, hop_channel_timed_send(&channel, &item, 1), item);
}

static void try_receive(void)
{
    uint32_t item = 0;
    struct call *call = begin(RECEIVE, 0);
    int result = hop_channel_try_receive(&channel, &item);
    returned(call, result, item);
}

static void receive(void)
{
    uint32_t item = 0;
    struct call *call = begin(RECEIVE, 0);
    int result = hop_channel_receive(&channel, &item);
    returned(call, result, item);
}

static void timed_receive(void)
{
    uint32_t item = 0;
    struct call *call = begin(RECEIVE, 0);
    int result = hop_channel_timed_receive(&channel, &item, 1);
    returned(call, result, item);
}

// The items in it, four bits each, the first one lowest.
static unsigned length(int64_t state)
{
    unsigned count = 0;
    for (; state != 0; state >>= 4)
        count++;
    return count;
}

static int64_t step(int64_t state, const struct call *call)
{
    bool sends = (call->kind & 1) == SEND, refusable = (call->kind & REFUSABLE) != 0;
    if (call->result == HOP_OK && sends)
        return length(state) < channel.capacity
                   ? state | (int64_t)call->argument << 4 * length(state)
                   : -1;
    if (call->result == HOP_OK)
        return state != 0 && (state & 15) == call->argument ? state >> 4 : -1;
    return refusable || length(state) == (sends ? channel.capacity : 0) ? state : -1;
}

static void set_up(unsigned capacity, unsigned items)
{
    items_sent = handler_calls = 0;
    memset(task_calls, 0, sizeof task_calls);
    hop_sched.current = &idle;
    hop_channel_init(&channel, buffer, capacity, sizeof(uint32_t));
    while (items-- > 0)
        try_send();
}

static void empty_of_one(void)
{
    set_up(1, 0);
}

static void full_of_one(void)
{
    set_up(1, 1);
}

static void empty_of_two(void)
{
    set_up(2, 0);
}

static void full_of_two(void)
{
    set_up(2, 2);
}

static void one_of_three(void)
{
    set_up(3, 1);
}

// Takes out what is left: all that was sent has been received, then.
static void check(void)
{
    bool receiver_waits = channel.receivers.first, sender_waits = channel.senders.first;
    unsigned left = 0;
    channel.senders.first = NULL;
    do
        try_receive();
    while (calls[call_count - 1].result == HOP_OK && ++left);
    history_check(step, 0, 0);
    if (receiver_waits && left > 0)
        end("a receiver waits, and there is an item");
    if (sender_waits && left < channel.capacity)
        end("a sender waits, and there is room");
}

static void check_none_waits(void)
{
    check();
    no_task_waits();
}

static const struct scenario scenarios[] = {
    {"receivers wait, 1", empty_of_one, check,
     {{receive}, {receive, send}}, {{try_send, try_send}, {try_receive, try_send, try_send}}},
    {"receivers wait, 2", empty_of_two, check,
     {{receive, receive}, {receive}}, {{try_send}, {try_send, try_receive}}},
    {"a receiver and a sender", empty_of_two, check,
     {{receive, receive, receive}, {send}}, {{try_send}, {try_send}}},
    {"one item each", empty_of_two, check_none_waits,
     {{receive}, {receive}}, {{try_send}, {try_send}}},
    {"senders wait, 1", full_of_one, check,
     {{send}, {send}}, {{try_receive}, {try_receive, try_send}}},
    {"senders wait, 2", full_of_two, check,
     {{send}, {send, try_receive}}, {{try_receive, try_send}, {try_receive}}},
    {"a task and a task", empty_of_one, check,
     {{send, send}, {receive, receive}}, {{try_send}, {try_receive}}},
    {"nobody waits, 1", empty_of_one, check,
     {{try_send, try_receive}}, {{try_send, try_receive}, {try_receive, try_send}, {try_receive, try_send}}},
    {"nobody waits, 2", full_of_two, check,
     {{try_receive, try_send}}, {{try_receive, try_send}, {try_receive, try_send}, {try_receive, try_send}}},
    {"nobody waits, 3", one_of_three, check,
     {{try_receive, try_send, try_receive}}, {{try_send, try_send, try_receive}, {try_receive, try_send},
     {try_send, try_receive}}},
    {"an item or the tick", empty_of_one, check_none_waits,
     {{timed_receive, timed_receive}, {timed_send}}, {{hop_time_tick}, {try_send}}, .tick_first = true},
    {"room or the tick", full_of_one, check_none_waits,
     {{timed_send, timed_send}, {timed_receive}}, {{hop_time_tick}, {try_receive}}, .tick_first = true},
};

int main(int argc, char **argv)
{
    for (unsigned i = 0; i < sizeof scenarios / sizeof *scenarios; i++)
        if (argc < 2 || strcmp(argv[1], scenarios[i].name) == 0)
            search(&scenarios[i]);
    return 0;
}
