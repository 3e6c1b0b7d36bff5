// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Channel: a queue of items of one size, copied in and out. Tasks of any priority and
// handlers send and receive. A handler's call never waits, and works even if it has
// interrupted another one on the same channel. Items come out in the order in which
// they were sent. A sender hands its item to the most urgent task that waits to receive;
// a receiver sends the item of the most urgent task that waits to send.
//
// Items of 0 bytes are allowed: a semaphore whose give (send) waits at the maximum.
#pragma once

#include "hop/error.h"
#include "hop/panic.h"
#include "hop/wait.h"

#ifdef __cplusplus
extern "C" {
#endif

// Most items of a channel, and most bytes of one.
#define HOP_CHANNEL_CAPACITY_MAX 0x7fff
#define HOP_CHANNEL_ITEM_MAX 0xffff

// Fields are private to libhop.
struct hop_channel {
    struct hop_wait_queue receivers;
    struct hop_wait_queue senders;
    unsigned char *items;
    volatile uint16_t *states; // of the slots, see kernel/channel.c
    volatile uint32_t head;
    volatile uint32_t tail;
    uint16_t capacity;
    uint16_t item_size;
};

// Bytes of the buffer of a channel.
#define HOP_CHANNEL_BUFFER_SIZE(capacity, item_size)                                   \
    ((((capacity) * (item_size) + 1u) & ~1u) + (capacity) * 2u)

// Makes an empty channel of `capacity` items, 1..HOP_CHANNEL_CAPACITY_MAX, in `buffer`,
// which has HOP_CHANNEL_BUFFER_SIZE bytes, is aligned to 4 bytes and stays valid as long
// as the channel. item_size: 0..HOP_CHANNEL_ITEM_MAX. Otherwise HOP_INVALID. The channel must
// not be in use. On one that was not made, all zeros, all calls below are HOP_INVALID.
// Context: any.
int hop_channel_init(struct hop_channel *channel, void *buffer, unsigned capacity,
                     unsigned item_size);

// For the following calls: if the caller's item cannot be read or written, that is a fault of the caller, as by its own access, before
// anything is changed. Only the ends of the item are tried, not its middle.

// Sends a copy of *item; waits for room as long as it takes. HOP_KILLED: not sent, see
// hop_task_kill. O(item size), O(waiters). Context: task, else a panic.
int hop_channel_send(struct hop_channel *channel, const void *item);

// The same for at most `milliseconds` (see hop_task_sleep): HOP_TIMEOUT if that passed
// first. 0 does not wait. HOP_INVALID above HOP_TIME_MAX.
int hop_channel_timed_send(struct hop_channel *channel, const void *item,
                           uint32_t milliseconds);

// HOP_FULL: there is no room, or, in a handler, the interrupted context is still receiving
// the item that would make room. O(item size). Context: any.
int hop_channel_try_send(struct hop_channel *channel, const void *item);

// Receives into *item, which nobody else may use meanwhile; waits for one as long as it takes. HOP_KILLED: nothing received.
// O(item size), O(waiters). Context: task, else a panic.
int hop_channel_receive(struct hop_channel *channel, void *item);

// The same for at most `milliseconds`.
int hop_channel_timed_receive(struct hop_channel *channel, void *item,
                              uint32_t milliseconds);

// HOP_EMPTY: there is none, or, in a handler, the interrupted context is still
// sending the first one. O(item size). Context: any.
int hop_channel_try_receive(struct hop_channel *channel, void *item);

#ifdef __cplusplus
}
#endif
