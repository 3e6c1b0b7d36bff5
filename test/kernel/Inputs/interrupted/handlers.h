// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the two handlers do.
#pragma once

#include "ledger.h"
#include "two_handlers.h"

// Variant 0 gives and takes, 1 takes only, 2 gives only.
static NOINLINE void act(unsigned number)
{
    enum context self = FIRST + number;
    if (variant != 1) {
        give(self, SERVED, &served);
        give(self, WANTED, &wanted);
        notify(self, NOTIFIED, &tasks[1]);
        notify(self, MAIN_NOTIFIED, &hop_main_task);
        try_send(self, INBOX, &inbox);
        try_send(self, REPLIES, &replies);
        raise_alarm(self);
        hop_flags_set(&answers, 1u << self);
        hop_condition_signal(&changed);
        hop_task_resume(&tasks[0]);
        hop_task_resume(&hop_main_task);
    }
    if (variant != 2) {
        took(self, SERVED, hop_semaphore_try_take(&served));
        took(self, WANTED, hop_semaphore_try_take(&wanted));
        try_receive(self, INBOX, &inbox);
        try_receive(self, REPLIES, &replies);
        try_receive(self, OUTBOX, &outbox);
        try_send(self, OUTBOX, &outbox);
        hop_condition_broadcast(&changed);
    }
}

// In counts, of which an instruction takes 3. The first handler takes about as many as HANDLER.
enum { STEP = 2, HANDLER = 8000, ROUNDS = 300 };
