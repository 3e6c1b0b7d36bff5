// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The way of a supervised task from its death to its next life. Each step is noted before it
// is taken: where a hook fails, the next call goes on behind it.
#include "kernel/supervise.h"

#include "hop/flags.h"
#include "hop/notification.h"
#include "panic/fatal.h"
#include "kernel/instance.h"
#include "kernel/task.h"
#include "kernel/time.h"
#include "kernel/tls.h"

#include <string.h>

// Who waits for either, and who runs the watchdog, has it linked.
#pragma weak hop_flags_set
#pragma weak hop_task_notify
#pragma weak hop_watchdog_wake

// What has been begun.
enum step { STEP_NONE, STEP_QUIESCE, STEP_ESCALATE };

static size_t argument_room(const struct hop_supervision *plan)
{
    return (plan->argument_size + 7) & ~(size_t)7;
}

// A size that wraps is one that does not fit.
static bool argument_fits(const struct hop_task_config *config)
{
    size_t room = argument_room(config->supervision);
    size_t least = (config->growth ? HOP_STACK_MIN_GROWING : HOP_STACK_MIN) + hop_tls_room_if_any();
    return room >= config->supervision->argument_size && config->stack_size - least >= room;
}

static bool supervision_is_valid(const struct hop_task_config *config)
{
    const struct hop_supervision *plan = config->supervision;
    bool needs_window = plan->restarts != 0 || plan->back_off != 0;
    bool in_range = plan->restarts <= HOP_RESTARTS_MAX && plan->window <= HOP_TIME_MAX &&
                    plan->back_off <= HOP_TIME_MAX && plan->back_off_max <= HOP_TIME_MAX &&
                    plan->deadline <= HOP_TIME_MAX && (plan->window != 0 || !needs_window);
    bool is_linked = (!plan->flags || hop_flags_set) && (!plan->watcher || hop_task_notify) &&
                     (!plan->deadline || hop_watchdog_wake);
    return plan->state && in_range && is_linked && argument_fits(config) &&
           (!plan->instances || (plan->instances->ops && plan->instances->ops->is_valid(config)));
}

static void announce_task(const struct hop_supervision *plan)
{
    if (plan->deadline)
        hop_watchdog_wake();
}

static void *begin_life(const struct hop_task *task)
{
    const struct hop_supervision *plan = task->supervision;
    if (task->generation == 0)
        *plan->state = (struct hop_supervision_state){.count = 0};
    plan->state->alive_at = hop_time_now();
    plan->state->missed = 0;
    // Here, not where a death begins: hop_task_kill_now may pass that over.
    plan->state->step = STEP_NONE;
    plan->state->is_quiet = !plan->quiesce;
    if (plan->instances)
        plan->instances->ops->begin_life(task);
    if (plan->argument_size == 0)
        return NULL;
    void *copy = (void *)(task->runtime.top - argument_room(plan));
    return memcpy(copy, task->argument, plan->argument_size);
}

// Of the latest deaths those in the window. Tick counts wrap: a death that long ago may be
// taken for a late one, once.
static unsigned count_recent(const struct hop_supervision *plan, uint32_t now)
{
    const struct hop_supervision_state *state = plan->state;
    unsigned count = 0;
    for (unsigned i = 0; i < state->count; i++)
        count += now - state->died_at[i] < plan->window;
    return count;
}

static void note_restart(struct hop_supervision_state *state, uint32_t now)
{
    state->died_at[state->next] = now;
    state->next = (uint8_t)((state->next + 1) % HOP_RESTARTS_MAX);
    if (state->count < HOP_RESTARTS_MAX)
        state->count++;
}

// After so many restarts in the window.
static uint32_t back_off(const struct hop_supervision *plan, unsigned restarts)
{
    uint32_t most = plan->back_off_max ? plan->back_off_max : HOP_TIME_MAX;
    uint32_t delay = restarts ? plan->back_off : 0;
    for (; restarts > 1 && delay < most; restarts--)
        delay *= 2;
    return delay < most ? delay : most;
}

static bool is_too_often(const struct hop_supervision *plan, unsigned recent)
{
    return plan->restarts && recent >= plan->restarts;
}

// A kill may have it called again.
static enum hop_panic_outcome decide_outcome(const struct hop_task *task)
{
    const struct hop_supervision *plan = task->supervision;
    uint32_t now = hop_time_now();
    plan->state->wake = now;
    if (task->outcome != HOP_OUTCOME_RESTART)
        return task->outcome;
    return is_too_often(plan, count_recent(plan, now)) ? HOP_OUTCOME_ESCALATED : HOP_OUTCOME_RESTART;
}

static void run_escalation(struct hop_task *task)
{
    const struct hop_supervision *plan = task->supervision;
    struct hop_supervision_state *state = plan->state;
    state->verdict = HOP_ESCALATE_RESET; // also where the hook fails
    if (plan->escalate)
        state->verdict = (uint8_t)plan->escalate(task, &task->runtime.panic);
    if (state->verdict != HOP_ESCALATE_RESTART)
        return;
    state->count = 0;
    state->next = 0;
}

// Called again where a hook has failed.
static void run_hooks(struct hop_task *task)
{
    const struct hop_supervision *plan = task->supervision;
    struct hop_supervision_state *state = plan->state;
    struct hop_panic_info *info = &task->runtime.panic;
    if (state->step == STEP_NONE) {
        state->step = STEP_QUIESCE;
        if (plan->quiesce)
            plan->quiesce(task, info);
        state->is_quiet = true;
    }
    if (!state->is_quiet)
        info->outcome = HOP_OUTCOME_ESCALATED;
    if (info->outcome == HOP_OUTCOME_ESCALATED && state->step != STEP_ESCALATE) {
        state->step = STEP_ESCALATE;
        run_escalation(task);
    }
}

static void tell_others(const struct hop_supervision *plan)
{
    if (plan->flags)
        hop_flags_set(plan->flags, plan->flag_bits);
    if (plan->watcher)
        hop_task_notify(plan->watcher);
}

static bool may_restart_at_once(const struct hop_task *task)
{
    const struct hop_supervision *plan = task->supervision;
    unsigned recent = count_recent(plan, hop_time_now());
    return !is_too_often(plan, recent) && back_off(plan, recent) == 0;
}

static void restart_at_once(const struct hop_task *task)
{
    note_restart(task->supervision->state, hop_time_now());
    tell_others(task->supervision);
}

static HOP_NORETURN void end_firmware(const struct hop_task *task)
{
    const struct hop_panic_info *info = &task->runtime.panic;
    hop_fatal(task->supervision->state->is_quiet ? "a task died too often"
                                                 : "a task died in its quiesce hook",
              info->chain_length != 0 ? info->chain[0] : 0);
}

static void wait_back_off(const struct hop_supervision *plan)
{
    struct hop_supervision_state *state = plan->state;
    uint32_t delay = back_off(plan, count_recent(plan, state->wake));
    note_restart(state, state->wake);
    if (delay > 0)
        hop_task_sleep_until(&state->wake, delay);
}

// No kill comes here any more.
static void leave_life(struct hop_task *task)
{
    struct hop_supervision_state *state = task->supervision->state;
    enum hop_panic_outcome outcome = task->runtime.panic.outcome;
    bool escalated = outcome == HOP_OUTCOME_ESCALATED;
    tell_others(task->supervision);
    if (escalated && state->verdict == HOP_ESCALATE_END) {
        if (hop_instance_settle)
            hop_instance_settle(task);
        hop_task_end();
    }
    if (escalated && state->verdict != HOP_ESCALATE_RESTART)
        end_firmware(task);
    if (outcome == HOP_OUTCOME_RESTART)
        wait_back_off(task->supervision);
}

const struct hop_supervision_ops hop_supervise = {
    .is_valid = supervision_is_valid,
    .announce = announce_task,
    .begin_life = begin_life,
    .decide = decide_outcome,
    .quiesce = run_hooks,
    .leave = leave_life,
    .may_restart_at_once = may_restart_at_once,
    .restart_at_once = restart_at_once,
};
