// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A flag is set under no lock, at the depth of who sets it (nesting.h), and cleared
// under the kernel lock. Each word has one writer: to set is to make `toggled` differ
// from `seen`, to clear is to make them equal. One that is set while the holder is
// about to clear it was set before: setting it twice is setting it once.
#include "hop/flags.h"

#include "kernel/nesting.h"
#include "kernel/wait.h"

struct request {
    uint32_t *bits;
    unsigned mode;
};

_Static_assert(offsetof(struct hop_flags, waiters) == 0, "settle_flags() relies on it");

uint32_t hop_flags_get(const struct hop_flags *flags)
{
    uint32_t set = 0;
    for (unsigned depth = 0; depth < HOP_NESTING; depth++)
        set |= flags->toggled[depth] ^ flags->seen[depth];
    return set;
}

static void set_flags(struct hop_flags *flags, uint32_t bits)
{
    unsigned depth = hop_nesting_enter();
    uint32_t toggled = flags->toggled[depth];
    flags->toggled[depth] = toggled ^ (bits & ~(toggled ^ flags->seen[depth]));
    hop_nesting_leave(depth);
}

// Needs the kernel lock.
static void clear_flags(struct hop_flags *flags, uint32_t bits)
{
    for (unsigned depth = 0; depth < HOP_NESTING; depth++)
        flags->seen[depth] ^= bits & (flags->toggled[depth] ^ flags->seen[depth]);
}

// Needs the kernel lock.
static bool meet_request(struct hop_flags *flags, const struct request *request)
{
    uint32_t met = hop_flags_get(flags) & *request->bits;
    if ((request->mode & HOP_FLAGS_ALL) != 0 ? met != *request->bits : met == 0)
        return false;
    *request->bits = met;
    if ((request->mode & HOP_FLAGS_KEEP) == 0)
        clear_flags(flags, met);
    return true;
}

static void settle_flags(struct hop_wait_queue *queue)
{
    struct hop_task *next;
    for (struct hop_task *task = queue->first; task; task = next) {
        next = task->next;
        if (meet_request((struct hop_flags *)queue, task->wait_data))
            hop_wait_wake_task(task, HOP_OK);
    }
}

HOP_CHECKED void hop_flags_init(struct hop_flags *flags)
{
    hop_kernel_check_object(flags);
    *flags = (struct hop_flags){.waiters = {0}};
}

HOP_CHECKED void hop_flags_set(struct hop_flags *flags, uint32_t bits)
{
    hop_kernel_check_object(flags);
    bool suspended = hop_sched_suspend_any();
    set_flags(flags, bits);
    if (flags->waiters.first)
        hop_wait_signal(&flags->waiters);
    hop_sched_resume_any(suspended);
}

// Looks under the lock that clearing needs.
static int look_and_wait(struct hop_flags *flags, struct request *request, uint32_t milliseconds)
{
    volatile uint32_t *bits = request->bits;
    uint32_t wanted = *bits;
    if (wanted == 0 || request->mode > (HOP_FLAGS_ALL | HOP_FLAGS_KEEP))
        return HOP_INVALID;
    *bits = wanted; // a fault is to come before the lock
    hop_wait_check("flags waited for where blocking is not allowed", milliseconds);
    hop_kernel_enter();
    bool met = meet_request(flags, request);
    if (!met && milliseconds != 0)
        return hop_wait_locked(&flags->waiters, settle_flags, request, milliseconds);
    hop_kernel_leave();
    return met ? HOP_OK : HOP_TIMEOUT;
}

HOP_CHECKED int hop_flags_wait(struct hop_flags *flags, uint32_t *bits, unsigned mode)
{
    if (!flags)
        return HOP_INVALID;
    return look_and_wait(flags, &(struct request){bits, mode}, HOP_WAIT_FOR_EVER);
}

HOP_CHECKED int hop_flags_timed_wait(struct hop_flags *flags, uint32_t *bits, unsigned mode,
                                     uint32_t milliseconds)
{
    if (!flags || milliseconds > HOP_TIME_MAX)
        return HOP_INVALID;
    return look_and_wait(flags, &(struct request){bits, mode}, milliseconds);
}

HOP_CHECKED uint32_t hop_flags_clear(struct hop_flags *flags, uint32_t bits)
{
    hop_kernel_check_object(flags);
    hop_kernel_enter();
    uint32_t set = hop_flags_get(flags);
    clear_flags(flags, bits & set); // not what comes after the look
    hop_kernel_leave();
    return set;
}
