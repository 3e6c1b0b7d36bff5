// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Deadlines of supervised tasks. One that is late is found under the kernel lock, and dealt with
// after: that may take long, and the list may be another one then, so it is looked at again.
#include "kernel/semaphore.h"
#include "kernel/supervise.h"
#include "kernel/task.h"
#include "kernel/time.h"

// A task with a deadline has been created.
static struct hop_semaphore created = HOP_SEMAPHORE(0, 1);

void hop_watchdog_wake(void)
{
    hop_semaphore_give(&created);
}

void hop_task_alive(void)
{
    const struct hop_task *self = hop_sched.current;
    if (!self || !self->supervision)
        return;
    struct hop_supervision_state *state = self->supervision->state;
    state->alive_at = hop_time_now();
    state->missed = 0;
}

// Milliseconds until the task is late: 0, it is; HOP_TIME_MAX, also if it will not be. The tick in
// which it answered does not count, of which less than a millisecond may have been left.
static uint32_t time_left(const struct hop_task *task, uint32_t now)
{
    const struct hop_supervision *plan = task->supervision;
    if (!plan || !plan->deadline)
        return HOP_TIME_MAX;
    if (task->runtime.phase == HOP_PHASE_ENDING)
        return plan->deadline; // at least: nobody tells when its next life begins
    uint32_t passed = now - plan->state->alive_at;
    if (passed > plan->deadline)
        return 0;
    uint32_t left = plan->deadline + 1 - passed;
    return left <= HOP_TIME_MAX ? left : HOP_TIME_MAX;
}

static void note_miss(struct hop_supervision_state *state, uint32_t now)
{
    state->alive_at = now;
    if (state->missed < UINT8_MAX)
        state->missed++;
}

// A task that is late, and has another deadline from now on; or NULL, and until when there is time.
HOP_CHECKED static struct hop_task *find_late(uint32_t *until)
{
    hop_kernel_enter();
    uint32_t now = hop_time_now(), wait = HOP_TIME_MAX;
    struct hop_task *task = hop_task_first;
    for (; task; task = task->next_task) {
        uint32_t left = time_left(task, now);
        if (left == 0)
            break;
        if (left < wait)
            wait = left;
    }
    *until = now + wait;
    if (task)
        note_miss(task->supervision->state, now);
    hop_kernel_leave();
    return task;
}

// The record has the registers of the task.
static HOP_NORETURN void end_firmware_for(struct hop_task *task)
{
    struct hop_fault fault;
    hop_arch_context_fault(&task->context, &fault);
    fault.what = "a task neither answers nor dies";
    hop_fault_end(&fault);
}

static void end_late(struct hop_task *task, unsigned missed)
{
    static const char *const reason = "deadline missed";
    if (missed == 1)
        hop_task_kill(task, reason);
    else if (missed == 2)
        hop_task_kill_now(task, reason);
    else
        end_firmware_for(task);
}

void hop_watchdog_service(void *unused)
{
    (void)unused;
    for (;;) {
        uint32_t until;
        struct hop_task *task = find_late(&until);
        if (task) {
            const struct hop_supervision *plan = task->supervision;
            (plan->late ? plan->late : end_late)(task, plan->state->missed);
        } else {
            hop_semaphore_take_until(&created, until);
        }
    }
}
