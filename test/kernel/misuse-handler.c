// RUN: %clang --target=thumbv6m -Os %s -o %t.v6m.elf
// RUN: %clang --target=thumbv7m -Os %s -o %t.elf
// RUN: %clang_v7em_hf -Os %s -o %t.hf.elf
// RUN: %clang --target=thumbv8m.main -Os %s -o %t.v8m.elf
// RUN: %status 71 %run %t.v6m.elf take 2>&1 | FileCheck --check-prefix=TAKE %s
// RUN: %status 71 %run %t.hf.elf take 2>&1 | FileCheck --check-prefix=TAKE %s
// RUN: %status 71 %run %t.v8m.elf take 2>&1 | FileCheck --check-prefix=TAKE %s
// RUN: %status 71 %run %t.elf take 2>&1 | FileCheck --check-prefix=TAKE %s
// RUN: %status 71 %run %t.elf lock 2>&1 | FileCheck --check-prefix=LOCK %s
// RUN: %status 71 %run %t.elf receive 2>&1 | FileCheck --check-prefix=RECEIVE %s
// RUN: %status 71 %run %t.elf send 2>&1 | FileCheck --check-prefix=SEND %s
// RUN: %status 71 %run %t.elf condition 2>&1 | FileCheck --check-prefix=CONDITION %s
// RUN: %status 71 %run %t.elf notification 2>&1 | FileCheck --check-prefix=NOTIFICATION %s
// RUN: %status 71 %run %t.elf flags 2>&1 | FileCheck --check-prefix=FLAGS %s
// RUN: %status 71 %run %t.elf sleep 2>&1 | FileCheck --check-prefix=SLEEP %s
// RUN: %status 71 %run %t.v6m.elf unlock 2>&1 | FileCheck --check-prefix=UNLOCK %s
// RUN: %status 71 %run %t.elf unlock 2>&1 | FileCheck --check-prefix=UNLOCK %s
// RUN: %status 71 %run %t.elf create 2>&1 | FileCheck --check-prefix=CREATE %s
// RUN: %run %t.v6m.elf others | FileCheck --check-prefix=OTHERS %s
// RUN: %run %t.elf others | FileCheck --check-prefix=OTHERS %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// In a plain handler a call that only tasks may make is fatal, and the report names it; a few have results that say so.
//
// TAKE: hop: fatal: semaphore taken where blocking is not allowed in the handler of exception 26, task 'main'
// TAKE-NEXT: hop:   at @0x{{.*}} <{{take_unit|hop_semaphore_take}}+0x
// LOCK: hop: fatal: mutex lock where blocking is not allowed in the handler of exception 26
// RECEIVE: hop: fatal: channel receive where blocking is not allowed in the handler of exception 26
// SEND: hop: fatal: channel send where blocking is not allowed in the handler of exception 26
// SEND-NEXT: hop:   at @0x{{.*}} <{{send_item|hop_channel_send}}+0x
// CONDITION: hop: fatal: condition waited for where blocking is not allowed in the handler of exception 26
// NOTIFICATION: hop: fatal: notification waited for where blocking is not allowed in the handler of exception 26
// FLAGS: hop: fatal: flags waited for where blocking is not allowed in the handler of exception 26
// SLEEP: hop: fatal: hop_task_sleep where blocking is not allowed in the handler of exception 26
// UNLOCK: hop: fatal: a task's call in a handler in the handler of exception 26
// CREATE: hop: fatal: hop_task_create in a handler in the handler of exception 26
// OTHERS: kill -7, clear 0 of 1, self main
#include "Inputs/interrupts.h"

#include <hop/hop.h>
#include <stdio.h>
#include <string.h>

static struct hop_semaphore semaphore = HOP_SEMAPHORE(1, 1);
static struct hop_mutex mutex;
static struct hop_channel channel;
static uint32_t buffer[4], item, bits = 1;
static struct hop_condition condition;
static struct hop_flags flags;
static struct hop_task task;
static const char *call;
static int killed;
static unsigned cleared;
static const struct hop_task *self;

static bool is(const char *name)
{
    return strcmp(call, name) == 0;
}

ON_INTERRUPT_10()
{
    if (is("take"))
        hop_semaphore_take(&semaphore);
    if (is("lock"))
        hop_mutex_lock(&mutex);
    if (is("receive"))
        hop_channel_receive(&channel, &item);
    if (is("send"))
        hop_channel_send(&channel, &item);
    if (is("condition"))
        hop_condition_wait(&condition, &mutex);
    if (is("notification"))
        hop_notification_wait();
    if (is("flags"))
        hop_flags_wait(&flags, &bits, HOP_FLAGS_ANY);
    if (is("sleep"))
        hop_task_sleep(1);
    if (is("unlock"))
        hop_mutex_unlock(&mutex);
    if (is("create"))
        hop_task_create(&task, &(struct hop_task_config){0});
    killed = hop_task_kill(hop_task_self(), "reason");
    cleared = hop_notification_clear();
    self = hop_task_self();
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    call = argv[1];
    interrupts_enable();
    hop_channel_init(&channel, buffer, 1, 4);
    hop_task_notify(hop_task_self());
    interrupt_raise(10);
    printf("kill %d, clear %u of %u, self %s\n", killed, cleared, hop_notification_clear(), hop_task_name(self));
    return is("others") ? 0 : 1;
}
