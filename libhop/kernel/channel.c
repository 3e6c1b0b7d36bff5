// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A ring of slots without a lock. Contexts nest LIFO, as nesting.h says.
//
// A position is a slot together with the state that it must have. The state of a slot counts up:
// 2n: free for the n-th time; 2n + 1: holds its n-th item. So a context that wants to fill
// or empty a slot sees from the state whether that has already been done (the slot is ahead),
// can be done now, or has to wait (the slot is behind: full, or empty).
//
// head and tail are positions where a search starts. They may be out of date, since an
// interrupted context stores what it found before the interrupt. Only the states are
// authoritative: a search goes from slot to slot until one is not ahead.
//
// To take a position, a context announces it in the word of its depth, and then reads the
// state. A handler that comes before the announcement takes the position and finishes with it:
// the state is then ahead, and the context goes on to the next one. A handler that comes after the
// announcement skips positions that contexts below it have announced, and takes the next.
// So a position has one taker, and none waits. If an announced position is behind, it
// is read again after the announcement is withdrawn: a handler may have changed the state
// meanwhile, and others may have left the position to this context.
//
// Slots are filled and emptied in the same order, and an announced one is a gap: a
// receiver does not go past a slot that is still being filled, a sender not past
// one that is still being emptied.
#include "hop/channel.h"

#include "kernel/nesting.h"
#include "kernel/wait.h"

#include <string.h>

static inline unsigned slot_of(uint32_t position)
{
    return position & 0xffff;
}

static inline unsigned state_of(uint32_t position)
{
    return position >> 16;
}

// From the last slot down to the first, and around.
static inline uint32_t next_position(const struct hop_channel *channel, uint32_t position)
{
    return slot_of(position) != 0 ? position - 1 : position + 0x20000u + channel->capacity - 1;
}

static inline int ahead_of(const struct hop_channel *channel, uint32_t position)
{
    return (int16_t)(channel->states[slot_of(position)] - state_of(position));
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
static inline bool take_position(struct hop_channel *channel, uint32_t *position, unsigned depth)
{
    announced[depth].channel = channel;
    for (;;) {
        announced[depth].position = ~*position;
        hop_softlock_fence();
        int ahead = ahead_of(channel, *position);
        if (ahead == 0 && (depth == 0 || !is_announced_below(depth, channel, *position)))
            return true;
        if (ahead >= 0) {
            *position = next_position(channel, *position);
            continue;
        }
        announced[depth].position = 0;
        hop_softlock_fence();
        if (ahead_of(channel, *position) < 0)
            return false;
    }
}

static inline void copy_item(void *to, const void *from, size_t size)
{
    if (size == sizeof(uint32_t))
        __builtin_memcpy(to, from, sizeof(uint32_t));
    else
        memcpy(to, from, size);
}

// Moves an item between a slot that has been taken and `item`.
static inline void move_taken(struct hop_channel *channel, volatile uint32_t *hint, void *item,
                              bool is_sent, unsigned depth, uint32_t position)
{
    unsigned slot = slot_of(position);
    unsigned char *place = channel->items + slot * channel->item_size;
    copy_item(is_sent ? place : item, is_sent ? item : place, channel->item_size);
    hop_softlock_fence();
    channel->states[slot] = (uint16_t)(state_of(position) + 1);
    *hint = next_position(channel, position);
    hop_softlock_fence();
    announced[depth].position = 0;
}

// The same from the slot at `position` on, which is *hint or was. False: there is no slot for it.
// `depth`: entered by the caller.
static inline bool move_item(struct hop_channel *channel, volatile uint32_t *hint, void *item,
                             bool is_sent, unsigned depth, uint32_t position)
{
    bool taken = take_position(channel, &position, depth);
    if (taken)
        move_taken(channel, hint, item, is_sent, depth, position);
    else
        announced[depth].position = 0;
    return taken;
}

static bool put_item_from(struct hop_channel *channel, const void *item, unsigned depth,
                          uint32_t position)
{
    return move_item(channel, &channel->tail, (void *)item, true, depth, position);
}

static bool take_item_from(struct hop_channel *channel, void *item, unsigned depth,
                           uint32_t position)
{
    return move_item(channel, &channel->head, item, false, depth, position);
}

// The same in a task if it can be that very slot, as it mostly can. False: it stays announced, and
// move_item has to go on from there. What a handler has left to this context must not be passed over.
static inline bool move_quickly(struct hop_channel *channel, volatile uint32_t *hint, void *item,
                                bool is_sent, uint32_t position)
{
    announced[0].channel = channel;
    announced[0].position = ~position;
    hop_softlock_fence();
    if (channel->states[slot_of(position)] != state_of(position))
        return false;
    move_taken(channel, hint, item, is_sent, 0, position);
    return true;
}

static inline bool put_item_in_task(struct hop_channel *channel, const void *item)
{
    uint32_t position = channel->tail;
    return move_quickly(channel, &channel->tail, (void *)item, true, position) ||
           put_item_from(channel, item, 0, position);
}

static inline bool take_item_in_task(struct hop_channel *channel, void *item)
{
    uint32_t position = channel->head;
    return move_quickly(channel, &channel->head, item, false, position) ||
           take_item_from(channel, item, 0, position);
}

static bool put_item(struct hop_channel *channel, const void *item)
{
    unsigned depth = hop_nesting_enter();
    bool pushed = put_item_from(channel, item, depth, channel->tail);
    hop_nesting_leave(depth);
    return pushed;
}

static bool take_item(struct hop_channel *channel, void *item)
{
    unsigned depth = hop_nesting_enter();
    bool popped = take_item_from(channel, item, depth, channel->head);
    hop_nesting_leave(depth);
    return popped;
}

static void settle_channel(struct hop_channel *channel)
{
    bool progress;
    do {
        progress = false;
        struct hop_task *receiver = channel->receivers.first;
        if (receiver && take_item(channel, receiver->wait_data)) {
            hop_wait_wake(&channel->receivers, HOP_OK);
            progress = true;
        }
        struct hop_task *sender = channel->senders.first;
        if (sender && put_item(channel, sender->wait_data)) {
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
    if (!channel || capacity < 1 || capacity > HOP_CHANNEL_CAPACITY_MAX ||
        item_size > HOP_CHANNEL_ITEM_MAX || (uintptr_t)buffer % 4 != 0 || !buffer)
        return HOP_INVALID;
    size_t items = capacity * item_size;
    // Field by field: a compound literal with volatile ones is made on the stack first.
    channel->receivers = (struct hop_wait_queue){0};
    channel->senders = (struct hop_wait_queue){0};
    channel->items = buffer;
    channel->states = (uint16_t *)((char *)buffer + ((items + 1) & ~(size_t)1));
    channel->capacity = (uint16_t)capacity;
    channel->item_size = (uint16_t)item_size;
    channel->head = (1u << 16) + capacity - 1;
    channel->tail = capacity - 1;
    for (unsigned i = 0; i < capacity; i++)
        channel->states[i] = 0;
    return HOP_OK;
}

// With a task waiting to receive: no item lies between it and `item`, which need not go
// through the ring. False: it has to.
static bool hand_to_receiver(struct hop_channel *channel, const void *item)
{
    if (!hop_softlock_try(&hop_sched.lock))
        return false;
    struct hop_task *receiver = channel->receivers.first;
    if (receiver && ahead_of(channel, channel->head) >= 0)
        receiver = NULL;
    if (receiver) {
        copy_item(receiver->wait_data, item, channel->item_size);
        hop_wait_wake(&channel->receivers, HOP_OK);
    }
    hop_softlock_release(&hop_sched.lock, hop_kernel_drain);
    return receiver != NULL;
}

// An item that is not there, or cannot be written, is to be the end of its task, and not of the firmware: it is touched
// before anything is changed. Of zeros, as it is before hop_channel_init, a channel has items of 0 bytes.
static bool touch_ends(const struct hop_channel *channel, volatile unsigned char *item, bool writes)
{
    if (!channel)
        return false;
    size_t size = channel->item_size;
    if (size == 0)
        return channel->states;
    unsigned char first = item[0], last = item[size - 1];
    if (writes) {
        item[0] = first;
        item[size - 1] = last;
    }
    return true;
}

struct __attribute__((packed)) word {
    uint32_t value;
};

_Static_assert(sizeof(void *) != 4 || offsetof(struct hop_channel, item_size) == 8 * 4 + 2, "a vector that Arm reserves");

// False: the channel has not been made, or is NULL. That is looked for where an item is not a word: item_size of NULL is
// where a vector table has nothing.
static inline bool touch_to_read(const struct hop_channel *channel, const void *item)
{
    if (__builtin_expect(channel->item_size != sizeof(struct word), 0))
        return touch_ends(channel, (unsigned char *)item, false);
    (void)((const volatile struct word *)item)->value;
    return true;
}

static inline bool touch_to_write(const struct hop_channel *channel, void *item)
{
    if (__builtin_expect(channel->item_size != sizeof(struct word), 0))
        return touch_ends(channel, item, true);
    volatile struct word *word = item;
    word->value = word->value;
    return true;
}

static inline void signal_queue(struct hop_wait_queue *queue)
{
    if (queue->first)
        hop_wait_signal(queue);
}

HOP_CHECKED int hop_channel_try_send(struct hop_channel *channel, const void *item)
{
    if (!touch_to_read(channel, item))
        return HOP_INVALID;
    bool suspended = hop_sched_suspend_any();
    bool sent = channel->receivers.first && hand_to_receiver(channel, item);
    if (!sent && put_item(channel, item)) {
        sent = true;
        signal_queue(&channel->receivers);
    }
    hop_sched_resume_any(suspended);
    return sent ? HOP_OK : HOP_FULL;
}

HOP_CHECKED int hop_channel_try_receive(struct hop_channel *channel, void *item)
{
    if (!touch_to_write(channel, item))
        return HOP_INVALID;
    bool suspended = hop_sched_suspend_any();
    bool received = take_item(channel, item);
    if (received)
        signal_queue(&channel->senders);
    hop_sched_resume_any(suspended);
    return received ? HOP_OK : HOP_EMPTY;
}

static const char send_refused[] = "channel send where blocking is not allowed";
static const char receive_refused[] = "channel receive where blocking is not allowed";

static inline int send_item(struct hop_channel *channel, const void *item, uint32_t milliseconds)
{
    if (!touch_to_read(channel, item))
        return HOP_INVALID;
    hop_wait_begin(send_refused);
    if (!channel->receivers.first || !hand_to_receiver(channel, item)) {
        hop_nesting_enter_task();
        bool pushed = put_item_in_task(channel, item);
        hop_nesting_leave(0);
        if (!pushed)
            return hop_wait(&channel->senders, settle_senders, (void *)item, milliseconds);
        signal_queue(&channel->receivers);
    }
    hop_sched_resume_last();
    return HOP_OK;
}

static inline int receive_item(struct hop_channel *channel, void *item, uint32_t milliseconds)
{
    if (!touch_to_write(channel, item))
        return HOP_INVALID;
    hop_wait_begin(receive_refused);
    hop_nesting_enter_task();
    bool popped = take_item_in_task(channel, item);
    hop_nesting_leave(0);
    if (!popped)
        return hop_wait(&channel->receivers, settle_receivers, item, milliseconds);
    signal_queue(&channel->senders);
    hop_sched_resume_last();
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
    if (milliseconds > 0)
        return send_item(channel, item, milliseconds);
    hop_kernel_check_task(send_refused);
    return hop_wait_tried(hop_channel_try_send(channel, item));
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
    if (milliseconds > 0)
        return receive_item(channel, item, milliseconds);
    hop_kernel_check_task(receive_refused);
    return hop_wait_tried(hop_channel_try_receive(channel, item));
}
