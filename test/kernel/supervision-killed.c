// RUN: %clang --target=thumbv7m -Os %s -o %t.elf
// RUN: %run --icount 7 %t.elf 2>&1 | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// hop_task_kill_now at any instruction of a supervised task that dies: whatever is given up, before each next life both hooks
// have begun, and the death has been counted once.
#include "Inputs/killer.h"

#include <hop/supervision.h>

static struct hop_supervision_state state;
static volatile unsigned quiesces, hooks, lives;
static volatile unsigned restarts, wrong; // since the latest escalation

void hop_panic_hook(const struct hop_panic_info *info)
{
    (void)info;
    hooks++;
}

static void quiesce(struct hop_task *task, const struct hop_panic_info *info)
{
    (void)task, (void)info;
    quiesces++;
    restarts++;
}

static enum hop_escalation escalate(struct hop_task *task, const struct hop_panic_info *info)
{
    (void)task, (void)info;
    wrong += state.is_quiet && restarts != 4; // else it is for the hook
    restarts = 0;
    return HOP_ESCALATE_RESTART;
}

static const struct hop_supervision plan = {
    .ops = &hop_supervise, .state = &state, .quiesce = quiesce, .escalate = escalate, .restarts = 3, .window = HOP_TIME_MAX};

static void victim(void *unused)
{
    (void)unused;
    lives++;
    wrong += restarts > 3;
    hop_notification_wait();
    hop_panic("dies");
}

int main(void)
{
    unsigned missing = 0;
    start_killer();
    hop_task_create(&tasks[VICTIM], &(struct hop_task_config){
        .name = "victim", .entry = victim, .stack = task_stacks[VICTIM], .stack_size = TASK_STACK,
        .priority = HOP_PRIORITY_MAIN + 1, .supervision = &plan});
    for (uint32_t counts = 100; counts < 9000; counts += 3) {
        unsigned before = quiesces, life = lives;
        timer_start(counts);
        hop_task_notify(&tasks[VICTIM]);
        hop_task_sleep(2);
        missing += quiesces - before != lives - life;
    }
    // Left out only where the kill comes as it is called.
    // CHECK: killed 1, panic hook left out 0, missing 0, wrong 0
    printf("killed %d, panic hook left out %d, missing %u, wrong %u\n", kills > 0, quiesces - hooks > 2, missing, wrong);
    return 0;
}
