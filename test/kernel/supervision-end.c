// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A supervised task that dies too often ends the firmware by the one fatal way, with a record of both; so does one whose
// hooks fail. The hook before may make things ready. The reset is crash-reset.c's of ../libhop/target.
//
// RUN: %clang_v7em -Os %s -o %t.elf
// RUN: %status 71 %run %t.elf often > %t.often 2>&1
// RUN: FileCheck --check-prefix=OFTEN --input-file=%t.often %s
// RUN: %status 71 %run %t.elf escalate 2>&1 | FileCheck --check-prefix=ESCALATE %s
// RUN: %status 71 %run %t.elf quiesce 2>&1 | FileCheck --check-prefix=QUIESCE %s
//
// OFTEN:         hop: panic: on purpose in task 'worker'
// OFTEN:         hop:   task restarted
// OFTEN:         hop: panic: on purpose in task 'worker'
// OFTEN:         hop:   released 2 mutexes
// OFTEN-NEXT:    hop:   died too often, not restarted
// OFTEN-NEXT:    escalates
// OFTEN-NEXT:    fatal hook: a task died too often, before: on purpose, escalated
// OFTEN-NEXT:    hop: fatal: a task died too often in task 'worker'
// OFTEN-NEXT:    hop:   at @0x{{[0-9a-f]+}} <work
// OFTEN:         hop:   exit status 71
// ESCALATE:      escalates
// ESCALATE-NEXT: fatal hook: a task died too often
// QUIESCE:       quiesce
// QUIESCE-NEXT:  fatal hook: a task died in its quiesce hook
#include <hop/hop.h>
#include <string.h>

static struct hop_task worker;
static _Alignas(8) unsigned char stack[2560];
static struct hop_supervision_state state;
static struct hop_mutex mutexes[2];
static const char *mode;

// By semihosting: the C library may be in any state.
static void print(const char *text)
{
    enum { SYS_WRITE0 = 4 };
    __asm volatile("movs r0, %0\nmov r1, %1\nbkpt #0xab" ::"i"(SYS_WRITE0), "r"(text) : "r0", "r1", "memory");
}

void hop_fatal_hook(const struct hop_crash_record *record)
{
    struct hop_crash_record before;
    hop_crash_record_read(1, &before);
    print("fatal hook: "), print(record->reason), print(", before: "), print(before.reason);
    print(before.outcome == HOP_OUTCOME_ESCALATED ? ", escalated\n" : "\n");
}

static void quiesce(struct hop_task *task, const struct hop_panic_info *info)
{
    (void)task, (void)info;
    if (strcmp(mode, "quiesce") == 0)
        print("quiesce\n"), hop_panic("in quiesce");
}

static enum hop_escalation escalate(struct hop_task *task, const struct hop_panic_info *info)
{
    (void)task, (void)info;
    print("escalates\n");
    if (strcmp(mode, "escalate") == 0)
        hop_panic("in escalate");
    return HOP_ESCALATE_RESET;
}

static const struct hop_supervision plan = {
    .ops = &hop_supervise, .state = &state, .restarts = 1, .window = 1000, .quiesce = quiesce, .escalate = escalate};
static const struct hop_supervision plan_without_escalate = {
    .ops = &hop_supervise, .state = &state, .restarts = 1, .window = 1000, .quiesce = quiesce};

static void work(void *unused)
{
    (void)unused;
    hop_mutex_lock(&mutexes[0]);
    hop_mutex_lock(&mutexes[1]);
    hop_panic("on purpose");
}

int main(int argc, char **argv)
{
    mode = argv[argc - 1];
    bool quiesces = strcmp(mode, "quiesce") == 0;
    hop_task_create(&worker, &(struct hop_task_config){
        .name = "worker", .entry = work, .stack = stack, .stack_size = sizeof stack, .priority = 20,
        .supervision = quiesces ? &plan_without_escalate : &plan});
    hop_task_sleep(100);
    return 1;
}
