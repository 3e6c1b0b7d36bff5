// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The two handlers: what they do, and which instructions they have interrupted.
#pragma once

#include "../../../Inputs/timer.h"
#include "../dual_timer.h"
#include "ledger.h"

// Variant 0 gives and takes, 1 takes only, 2 gives only.
static NOINLINE void act(enum context self)
{
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

static volatile bool is_open, is_nested; // whether the second handler acts; whether it has interrupted the first

__attribute__((used)) void first_handler(const uint32_t *frame)
{
    timer_acknowledge();
    note_place(0, frame);
    handler_begin();
    act(FIRST);
    handler_end();
    fired[0]++;
}

__attribute__((used)) void second_handler(const uint32_t *frame)
{
    dual_timer_acknowledge();
    is_nested = (frame[7] & 0x1ff) == 16 + 8;
    if (is_nested)
        note_place(1, frame);
    if (is_open)
        act(SECOND);
    fired[1]++;
}

__attribute__((naked)) void TIMER0_Handler(void)
{
    WITH_FRAME(first_handler);
}

__attribute__((naked)) void DUALTIMER_Handler(void)
{
    WITH_FRAME(second_handler);
}
