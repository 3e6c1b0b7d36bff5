// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Blocks through channels. In a region a kill waits, and one that ends the wait for the channel
// is a result here: a block is left to nobody only once it is sent.
#include "hop/owned.h"

#include "hop/port.h"
#include "kernel/wait.h"

// Disowned first: once it is sent the block may be the receiver's, or freed.
static int send(struct hop_channel *channel, void *block, uint32_t milliseconds)
{
    hop_wait_check("block sent where blocking is not allowed", milliseconds); // outside of the region
    if (channel->item_size != sizeof block)
        return HOP_INVALID;
    hop_kill_defer_begin();
    if (block)
        hop_mem_give_to(block, NULL);
    int result = milliseconds == HOP_WAIT_FOR_EVER
                     ? hop_channel_send(channel, &block)
                     : hop_channel_timed_send(channel, &block, milliseconds);
    if (block && result != HOP_OK)
        hop_mem_give_to(block, hop_port_self());
    hop_kill_defer_end();
    return result;
}

static int receive(struct hop_channel *channel, void **block, uint32_t milliseconds)
{
    void *received;
    hop_wait_check("block received where blocking is not allowed", milliseconds);
    if (channel->item_size != sizeof received)
        return HOP_INVALID;
    hop_kill_defer_begin();
    int result = milliseconds == HOP_WAIT_FOR_EVER
                     ? hop_channel_receive(channel, &received)
                     : hop_channel_timed_receive(channel, &received, milliseconds);
    if (result == HOP_OK && received)
        hop_mem_give_to(received, hop_port_self());
    if (result == HOP_OK)
        *block = received;
    hop_kill_defer_end();
    return result;
}

HOP_CHECKED_FOR(64) int hop_mem_send(struct hop_channel *channel, void *block)
{
    return send(channel, block, HOP_WAIT_FOR_EVER);
}

HOP_CHECKED_FOR(64) int hop_mem_timed_send(struct hop_channel *channel, void *block,
                                           uint32_t milliseconds)
{
    return milliseconds > HOP_TIME_MAX ? HOP_INVALID : send(channel, block, milliseconds);
}

HOP_CHECKED_FOR(64) int hop_mem_receive(struct hop_channel *channel, void **block)
{
    return receive(channel, block, HOP_WAIT_FOR_EVER);
}

HOP_CHECKED_FOR(64) int hop_mem_timed_receive(struct hop_channel *channel, void **block,
                                              uint32_t milliseconds)
{
    return milliseconds > HOP_TIME_MAX ? HOP_INVALID : receive(channel, block, milliseconds);
}
