// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The tick timer counts down, and each time that it comes to 0, which is a tick, goes on from its reload value. The tick
// rests by a reload value of several ticks, which the timer takes with the next tick: that loses nothing. Once it has,
// the reload value of one tick is put back, so that at the end of the long countdown ticks go on as if they had never
// been away. Where a task is to run before, the long countdown is cut: the timer is made to begin anew, with what is left
// to the next tick.
//
// Who does what:
//     idle task          prepares the rest (PREPARED), while the scheduler is suspended: no task runs
//                        in between, so nobody goes to sleep
//     tick exception     begins it at the next tick (RESTING), and ends it
//     switch exception   cuts it, or calls it off
// The two exceptions do not interrupt each other, and interrupt the idle task. Handlers interrupt all of them, and want to
// know the time: each step below is a single store for them.
//
// All countdowns end at a tick. So the value of the timer modulo a tick is what is left of the present one, whichever
// countdown it is in; hop_arch_instant() needs to know no more.
#include "hop/tickless.h"

#include "arch/arch.h"
#include "kernel/sched.h"
#include "kernel/tickless.h"
#include "kernel/time.h"

enum phase {
    TICKING,
    PREPARED, // the next countdown has `ahead` ticks, or, if that is 0, was called off
    RESTING,  // the countdown ends at tick `until`
    CUT,      // the same, until the timer begins anew; then the counter of ticks is right
};

// A cut needs a sixteenth of a tick: if less of the present tick is left, that is waited for. The larger it is, the longer
// may a handler take that comes between the last look at the timer and its new beginning: one that takes longer
// sees a tick that is then not counted, and comes once more.
enum { LEAST_SHIFT = 4, LEAST_PERIOD = 2048 };

// A cut is tried again where a handler came in between, so often.
enum { TRIES = 4 };

static struct {
    uint32_t least; // 0: off
    volatile uint8_t phase;
    volatile uint32_t ahead;
    volatile uint32_t until;
    uint32_t began;
    volatile uint32_t rested;
    // In counts of the timer: what it took at the latest cut from reading the timer to its new beginning, and by how
    // much ticks have come too late since.
    int32_t taken, late;
} rest;

// Ticks that the longest countdown has.
static uint32_t longest(void)
{
    return HOP_ARCH_TICK_MOST / hop_arch_tick_period();
}

static bool can_rest(void)
{
    return hop_arch_tick_period() >= LEAST_PERIOD && longest() >= 3;
}

HOP_CHECKED int hop_tickless_set(uint32_t least)
{
    if (least == 1 || (least != 0 && !can_rest()))
        return HOP_INVALID;
    rest.least = least;
    return HOP_OK;
}

HOP_CHECKED uint32_t hop_tickless_count(void)
{
    return rest.rested;
}

uint32_t hop_tickless_now(uint32_t ticks)
{
    uint32_t period = hop_arch_tick_period();
    uint32_t value = hop_arch_tick_value();
    if (rest.phase < RESTING || (rest.phase == CUT && value < period))
        return ticks;
    return rest.until - 1 - value / period;
}

// The counter of ticks is right: from here on it is the time.
static void end_rest(void)
{
    rest.phase = TICKING;
    hop_sched.observers &= (uint8_t)~HOP_OBSERVES_TICK;
}

// Where the timer is in a long countdown, which began when the counter was `now`. It has `ahead` ticks, unless the idle task
// was interrupted for a tick before it could write so many.
static void begin_rest(uint32_t now, uint32_t value)
{
    uint32_t seen = value / hop_arch_tick_period() + 1;
    rest.began = now;
    rest.until = now + (rest.ahead > seen ? rest.ahead : seen);
    rest.ahead = 0;
    rest.phase = RESTING;
}

// Ticks that the countdown behind the next tick may have; 0: too few.
static uint32_t ticks_ahead(uint32_t now)
{
    uint32_t ahead = hop_time_ahead(now);
    uint32_t most = longest();
    if (ahead <= rest.least || !can_rest())
        return 0;
    return ahead - 1 < most ? ahead - 1 : most;
}

// The tick may come between any two lines. It changes `ahead`, and may begin the rest.
static void prepare(void)
{
    uint32_t now = hop_time_now();
    rest.ahead = ticks_ahead(now);
    if (rest.ahead == 0)
        return;
    rest.phase = PREPARED;
    hop_sched.observers |= HOP_OBSERVES_TICK;
    if (hop_time_now() != now)
        rest.ahead = 0; // it was counted from a tick that is over: once more when the processor wakes
    uint32_t ahead;
    do {
        ahead = rest.ahead;
        hop_arch_tick_reload(ahead != 0 ? ahead : 1);
    } while (ahead != rest.ahead);
}

void hop_tickless_idle(void)
{
    // In this order: with nothing prepared the tick begins no rest in between.
    if (rest.least == 0 || rest.ahead != 0 || rest.phase >= RESTING)
        return;
    hop_sched_suspend_first();
    prepare();
    hop_sched_resume_last();
}

void hop_tickless_tick(void)
{
    if (rest.phase == RESTING) {
        rest.rested += rest.until - 1 - rest.began;
        hop_time_set(rest.until);
        end_rest();
        return;
    }
    uint32_t now = hop_time_now() + 1;
    hop_time_set(now);
    uint32_t value = hop_arch_tick_value();
    if (value >= hop_arch_tick_period()) {
        hop_arch_tick_reload(1);
        begin_rest(now, value);
        return;
    }
    // It came before the timer had the long reload value, which it takes with the next one: the rest is a tick
    // shorter, and not worth it if that leaves one.
    uint32_t ahead = rest.ahead > 2 ? rest.ahead - 1 : 0;
    rest.ahead = ahead;
    hop_arch_tick_reload(ahead != 0 ? ahead : 1);
}

// What is to be left off the countdown of a cut: what the cut takes, and how late the ticks are. Half of it at most; and no
// countdown of one tick is longer than that, by which readers know it. What remains is left to the next cut.
static int32_t correction(uint32_t left, uint32_t period)
{
    int32_t wanted = rest.taken + rest.late;
    int32_t most = (int32_t)(left / 2), least = (int32_t)left - (int32_t)period;
    return wanted > most ? most : wanted < least ? least : wanted;
}

// From a long countdown to one that ends with the present tick. The counter is made right first.
static void cut(void)
{
    uint32_t period = hop_arch_tick_period();
    unsigned tries = TRIES;
    for (;;) {
        uint32_t before = hop_arch_tick_value(), left = before % period;
        hop_time_set(rest.until - 1 - before / period);
        if (before < period) {
            hop_arch_tick_reload(1); // after a try that came to nothing
            return; // its last tick is the present one
        }
        if (left < period >> LEAST_SHIFT)
            continue;
        int32_t less = correction(left, period);
        hop_arch_tick_reload_counts(left - (uint32_t)less);
        rest.phase = CUT;
        if (before - hop_arch_tick_value() > left / 2 && --tries != 0) {
            rest.phase = RESTING;
            continue;
        }
        uint32_t last = hop_arch_tick_restart();
        hop_arch_tick_reload(1);
        rest.taken = (int32_t)(before - last) + HOP_ARCH_TICK_RESTART;
        rest.late += rest.taken - less;
        return;
    }
}

void hop_tickless_end(void)
{
    if (rest.phase == PREPARED) {
        hop_arch_tick_reload(1);
        uint32_t value = hop_arch_tick_value();
        if (value < hop_arch_tick_period()) {
            rest.ahead = 0;
            end_rest();
            return;
        }
        begin_rest(hop_time_now(), value); // with a tick that is pending, and still to be counted
    }
    cut();
    rest.rested += hop_time_counted() - rest.began;
    end_rest();
}
