// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A ring of slots under no lock. Contexts are those of nesting.h: LIFO.
//
// A position is a slot and the state that it has to be in. The state of a slot counts up:
// 2n, free for the n-th time; 2n + 1, with its n-th item. So who is about to fill
// or empty a slot sees from its state whether that has happened already (it is ahead),
// is possible, or has to wait (it is behind: full, or empty).
//
// head and tail are positions from where to look, and may be behind: a context that was
// interrupted stores what it found before. States tell the truth; whoever looks
// goes on from slot to slot until one is not ahead.
//
// To take a position means: announce it in the word of one's depth, and look at its
// state again. A handler that comes before the announcement has taken the position and
// is done with it: the state is ahead, and the next one has to do. One that comes after
// it leaves positions alone that contexts below it have announced, and takes the next.
// So a position has one taker, and none waits.
//
// Filled in one order and emptied in the same, with what is announced as a gap: a
// receiver does not go beyond a slot that is still being filled, a sender not beyond
// one that is still being emptied.
#include "hop/channel.h"

#include "kernel/nesting.h"
#include "kernel/wait.h"

#include <string.h>

static inline unsigned slot_of(uint32_t position)
{
    return position & 0xffff;
}

static inline uint16_t state_of(uint32_t position)
{
    return (uint16_t)(position >> 16);
}

static uint32_t next_position(const struct hop_channel *channel, uint32_t position)
{
    position++;
    if (slot_of(position) == channel->capacity)
        position += 0x20000u - channel->capacity;
    return position;
}

// One writer for each: the context at that depth. A position is announced as its
// complement; 0 is none.
static struct {
    struct hop_channel *volatile channel;
    volatile uint32_t position;
} announced[HOP_NESTING];

static bool is_announced_below(unsigned depth, const struct hop_channel *channel,
                               uint32_t position)
{
    while (depth > 0) {
        depth--;
        if (announced[depth].channel == channel && announced[depth].position == ~position)
            return true;
    }
    return false;
}

// Takes the first position from *position on that can be taken. False: none now.
static bool take_position(struct hop_channel *channel, uint32_t *position, unsigned depth)
{
    for (;; *position = next_position(channel, *position)) {
        volatile uint16_t *state = &channel->states[slot_of(*position)];
        int16_t ahead = (int16_t)(*state - state_of(*position));
        if (ahead < 0)
            return false;
        if (ahead > 0 || is_announced_below(depth, channel, *position))
            continue;
        announced[depth].position = ~*position;
        hop_softlock_fence();
        if (*state == state_of(*position))
            return true;
    }
}

static void copy_item(void *to, const void *from, size_t size)
{
    if (size == sizeof(uint32_t) && ((uintptr_t)to | (uintptr_t)from) % sizeof(uint32_t) == 0)
        *(uint32_t *)to = *(const uint32_t *)from;
    else
        memcpy(to, from, size);
}

// Moves an item between the slot at *hint and `item`. False: there is no slot for it.
static bool move_item(struct hop_channel *channel, volatile uint32_t *hint, void *item, bool is_sent)
{
    unsigned depth = hop_nesting_enter();
    announced[depth].channel = channel;
    uint32_t position = *hint;
    bool taken = take_position(channel, &position, depth);
    if (taken) {
        unsigned char *slot = channel->items + slot_of(position) * channel->item_size;
        if (is_sent)
            copy_item(slot, item, channel->item_size);
        else
            copy_item(item, slot, channel->item_size);
        hop_softlock_fence();
        channel->states[slot_of(position)] = (uint16_t)(state_of(position) + 1);
        *hint = next_position(channel, position);
        hop_softlock_fence();
    }
    announced[depth].position = 0;
    hop_nesting_leave(depth);
    return taken;
}

static bool push(struct hop_channel *channel, const void *item)
{
    return move_item(channel, &channel->tail, (void *)item, true);
}

static bool pop(struct hop_channel *channel, void *item)
{
    return move_item(channel, &channel->head, item, false);
}

// What one task receives makes room for another one to send, and so on.
static void settle_channel(struct hop_channel *channel)
{
    bool progress;
    do {
        progress = false;
        struct hop_task *receiver = channel->receivers.first;
        if (receiver && pop(channel, receiver->wait_data)) {
            hop_wait_wake(&channel->receivers, HOP_OK);
            progress = true;
        }
        struct hop_task *sender = channel->senders.first;
        if (sender && push(channel, sender->wait_data)) {
            hop_wait_wake(&channel->senders, HOP_OK);
            progress = true;
        }
    } while (progress);
}

static void settle_receivers(struct hop_wait_queue *queue)
{
    settle_channel((struct hop_channel *)((char *)queue - offsetof(struct hop_channel, receivers)));
}

static void settle_senders(struct hop_wait_queue *queue)
{
    settle_channel((struct hop_channel *)((char *)queue - offsetof(struct hop_channel, senders)));
}

HOP_CHECKED int hop_channel_init(struct hop_channel *channel, void *buffer, unsigned capacity,
                     unsigned item_size)
{
    if (capacity < 1 || capacity > HOP_CHANNEL_CAPACITY_MAX ||
        item_size > HOP_CHANNEL_ITEM_MAX || (uintptr_t)buffer % 4 != 0 || !buffer)
        return HOP_INVALID;
    size_t items = capacity * item_size;
    *channel = (struct hop_channel){
        .items = buffer,
        .states = (uint16_t *)((char *)buffer + ((items + 1) & ~(size_t)1)),
        .capacity = (uint16_t)capacity,
        .item_size = (uint16_t)item_size,
        .head = 1u << 16,
    };
    for (unsigned i = 0; i < capacity; i++)
        channel->states[i] = 0;
    return HOP_OK;
}

// The scheduler is suspended, or this is a handler.
static bool send_now(struct hop_channel *channel, const void *item)
{
    if (!push(channel, item))
        return false;
    if (channel->receivers.first)
        hop_wait_signal(&channel->receivers);
    return true;
}

static bool receive_now(struct hop_channel *channel, void *item)
{
    if (!pop(channel, item))
        return false;
    if (channel->senders.first)
        hop_wait_signal(&channel->senders);
    return true;
}

HOP_CHECKED int hop_channel_try_send(struct hop_channel *channel, const void *item)
{
    hop_sched_suspend();
    bool sent = send_now(channel, item);
    hop_sched_resume();
    return sent ? HOP_OK : HOP_FULL;
}

HOP_CHECKED int hop_channel_try_receive(struct hop_channel *channel, void *item)
{
    hop_sched_suspend();
    bool received = receive_now(channel, item);
    hop_sched_resume();
    return received ? HOP_OK : HOP_EMPTY;
}

static int send_item(struct hop_channel *channel, const void *item, uint32_t milliseconds)
{
    hop_wait_begin("channel send where blocking is not allowed");
    if (!send_now(channel, item))
        return hop_wait(&channel->senders, settle_senders, (void *)item, milliseconds);
    hop_sched_resume();
    return HOP_OK;
}

static int receive_item(struct hop_channel *channel, void *item, uint32_t milliseconds)
{
    hop_wait_begin("channel receive where blocking is not allowed");
    if (!receive_now(channel, item))
        return hop_wait(&channel->receivers, settle_receivers, item, milliseconds);
    hop_sched_resume();
    return HOP_OK;
}

HOP_CHECKED int hop_channel_send(struct hop_channel *channel, const void *item)
{
    return send_item(channel, item, HOP_WAIT_FOR_EVER);
}

HOP_CHECKED int hop_channel_timed_send(struct hop_channel *channel, const void *item,
                                       uint32_t milliseconds)
{
    if (milliseconds > HOP_TIME_MAX)
        return HOP_INVALID;
    return send_item(channel, item, milliseconds);
}

HOP_CHECKED int hop_channel_receive(struct hop_channel *channel, void *item)
{
    return receive_item(channel, item, HOP_WAIT_FOR_EVER);
}

HOP_CHECKED int hop_channel_timed_receive(struct hop_channel *channel, void *item,
                                          uint32_t milliseconds)
{
    if (milliseconds > HOP_TIME_MAX)
        return HOP_INVALID;
    return receive_item(channel, item, milliseconds);
}
