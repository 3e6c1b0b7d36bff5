// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What was called and what came of it, and whether that could have come of calls one
// after another: each at some moment between its beginning and its end (linearizability).
#pragma once

#include "interleaving.h"

enum { CALLS_MAX = 16 };

static struct call {
    unsigned begin, end; // moments; end 0: it has not returned
    int kind, argument, result;
} calls[CALLS_MAX];

static unsigned call_count, moment;

static struct call *call_begin(int kind, int argument)
{
    if (call_count == CALLS_MAX)
        end("CALLS_MAX exceeded");
    struct call *call = &calls[call_count++];
    *call = (struct call){.begin = ++moment, .kind = kind, .argument = argument};
    return call;
}

static int call_end(struct call *call, int result)
{
    call->end = ++moment;
    call->result = result;
    return result;
}

static void history_clear(void)
{
    call_count = moment = 0;
}

// The object as it should be: the state after the call, or -1 if its result cannot be.
typedef int64_t history_step(int64_t state, const struct call *call);

static bool is_next(unsigned done, unsigned next)
{
    for (unsigned i = 0; i < call_count; i++)
        if (!(done & 1u << i) && calls[i].end != 0 && calls[i].end < calls[next].begin)
            return false;
    return true;
}

// Whether what is not done can follow, and lead to `last`. Calls that have not returned
// have done nothing.
static bool can_follow(history_step *step, unsigned done, int64_t state, int64_t last)
{
    bool all = true;
    for (unsigned i = 0; i < call_count; i++) {
        if (done & 1u << i || calls[i].end == 0)
            continue;
        all = false;
        if (!is_next(done, i))
            continue;
        int64_t after = step(state, &calls[i]);
        if (after >= 0 && can_follow(step, done | 1u << i, after, last))
            return true;
    }
    return all && state == last;
}

static void history_check(history_step *step, int64_t first, int64_t last)
{
    if (can_follow(step, 0, first, last))
        return;
    for (unsigned i = 0; i < call_count; i++)
        printf("  %u..%u: call %d of %d, result %d\n", calls[i].begin, calls[i].end,
               calls[i].kind, calls[i].argument, calls[i].result);
    end("no order of these calls has these results");
}
