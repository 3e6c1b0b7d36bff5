// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The operations that are interrupted: what comes before, the calls themselves, what comes after.
#pragma once

#include "tasks.h"

static void nothing(void)
{
}

static void op_give(void)
{
    give(MAIN, SERVED, &served);
}

static void op_give_unwanted(void)
{
    give(MAIN, WANTED, &wanted);
}

static void op_try_take(void)
{
    took(MAIN, WANTED, hop_semaphore_try_take(&wanted));
}

static void op_take(void)
{
    took(MAIN, WANTED, hop_semaphore_take(&wanted));
}

static void help_give(void)
{
    do
        give(HELPER, WANTED, &wanted);
    while (!has_had_it);
}

static void ask_give(void)
{
    ask(help_give);
}

// Handlers may take the one that is there.
static void give_and_ask(void)
{
    op_give_unwanted();
    ask_give();
}

#define ICSR (*(volatile uint32_t *)0xe000ed04)

static void help_tick(void)
{
    ICSR = 1u << 26;
    __asm volatile("dsb\n\tisb" ::: "memory");
}

static void ask_tick(void)
{
    ask(help_tick);
}

static void op_timed_take(void)
{
    took(MAIN, WANTED, hop_semaphore_timed_take(&wanted, 1));
}

static void op_sleep(void)
{
    wrong += hop_task_sleep(1) != HOP_OK;
}

static void op_notify(void)
{
    notify(MAIN, NOTIFIED, &tasks[1]);
}

static void op_notification_wait(void)
{
    took(MAIN, MAIN_NOTIFIED, hop_notification_wait());
}

static void help_notify(void)
{
    notify(HELPER, MAIN_NOTIFIED, &hop_main_task);
}

static void ask_notify(void)
{
    ask(help_notify);
}

static void op_notification_clear(void)
{
    got[MAIN_NOTIFIED][MAIN] += hop_notification_clear();
}

static void op_send(void)
{
    uint32_t item = next_item(MAIN, INBOX);
    sent(MAIN, INBOX, hop_channel_send(&inbox, &item));
}

static void op_try_send(void)
{
    try_send(MAIN, REPLIES, &replies);
}

static void op_receive(void)
{
    uint32_t item = 0;
    int result = hop_channel_receive(&replies, &item);
    received(MAIN, REPLIES, result, item);
}

static void help_reply(void)
{
    do
        try_send(HELPER, REPLIES, &replies);
    while (!has_had_it);
}

static void ask_reply(void)
{
    ask(help_reply);
}

static void reply_and_ask(void)
{
    op_try_send();
    ask_reply();
}

static void op_try_receive(void)
{
    try_receive(MAIN, REPLIES, &replies);
}

// Full before.
static void op_send_full(void)
{
    uint32_t item = next_item(MAIN, OUTBOX);
    sent(MAIN, OUTBOX, hop_channel_send(&outbox, &item));
}

static void help_receive(void)
{
    do
        try_receive(HELPER, OUTBOX, &outbox);
    while (!has_had_it);
}

static void ask_receive(void)
{
    ask(help_receive);
}

static void op_flags_set(void)
{
    raise_alarm(MAIN);
}

static void op_flags_wait(void)
{
    uint32_t bits = ~0u;
    wrong += hop_flags_wait(&answers, &bits, HOP_FLAGS_ANY) != HOP_OK || bits == 0;
}

static void help_answer(void)
{
    hop_flags_set(&answers, 1u << HELPER);
}

static void ask_answer(void)
{
    ask(help_answer);
}

static void set_answers(void)
{
    hop_flags_set(&answers, 0xf0000000);
}

static void op_flags_clear(void)
{
    wrong += (hop_flags_clear(&answers, 0xf0000000) & 0xf0000000) != 0xf0000000;
}

static void op_signal(void)
{
    wrong += hop_mutex_lock(&changed_mutex) != HOP_OK;
    work_left++;
    hop_condition_signal(&changed);
    wrong += hop_mutex_unlock(&changed_mutex) != HOP_OK;
}

static void op_broadcast(void)
{
    wrong += hop_mutex_lock(&changed_mutex) != HOP_OK;
    work_left++;
    hop_condition_broadcast(&changed);
    wrong += hop_mutex_unlock(&changed_mutex) != HOP_OK;
}

static struct hop_condition helped;
static volatile bool has_helped;

static void help_change(void)
{
    wrong += hop_mutex_lock(&lent) != HOP_OK;
    has_helped = true;
    hop_condition_signal(&helped);
    wrong += hop_mutex_unlock(&lent) != HOP_OK;
}

static void ask_change(void)
{
    has_helped = false;
    ask(help_change);
}

static void op_condition_wait(void)
{
    wrong += hop_mutex_lock(&lent) != HOP_OK;
    while (!has_helped)
        wrong += hop_condition_wait(&helped, &lent) != HOP_OK;
    wrong += hop_mutex_unlock(&lent) != HOP_OK;
}

static void op_lock_unlock(void)
{
    wrong += hop_mutex_lock(&lent) != HOP_OK;
    wrong += hop_mutex_unlock(&lent) != HOP_OK;
}

static void have_waiter(void)
{
    wrong += hop_mutex_lock(&contended) != HOP_OK;
    hop_semaphore_give(&contend);
}

static void op_unlock_contended(void)
{
    wrong += hop_mutex_unlock(&contended) != HOP_OK;
}

static void help_lend(void)
{
    wrong += hop_mutex_lock(&lent) != HOP_OK;
    hop_semaphore_give(&locked); // main goes on, and wants it
    wrong += hop_mutex_unlock(&lent) != HOP_OK;
}

static void ask_lend(void)
{
    ask(help_lend);
    hop_semaphore_take(&locked);
}

static void op_timed_lock(void)
{
    wrong += hop_mutex_timed_lock(&lent, 1000) != HOP_OK;
}

static void return_lent(void)
{
    wrong += hop_mutex_unlock(&lent) != HOP_OK;
    help_is_done();
}

static void help_tick_and_lend(void)
{
    wrong += hop_mutex_lock(&lent) != HOP_OK;
    hop_semaphore_give(&locked);
    help_tick();
    wrong += hop_mutex_unlock(&lent) != HOP_OK;
}

static void ask_tick_and_lend(void)
{
    ask(help_tick_and_lend);
    hop_semaphore_take(&locked);
}

static void op_timed_lock_in_vain(void)
{
    wrong += hop_mutex_timed_lock(&lent, 1) != HOP_TIMEOUT;
}

static void be_child(void *unused)
{
    (void)unused;
    children++;
}

static void op_create(void)
{
    unsigned before = children;
    wrong += hop_task_create(&child, &(struct hop_task_config){.name = "child", .entry = be_child, .stack = child_stack,
        .stack_size = sizeof child_stack, .priority = HOP_PRIORITY_MAIN + 5}) != HOP_OK;
    wrong += children != before + 1;
}

// Of one that waits in front of another, and behind it; of one that waits alone.
static void op_priority_waiting(void)
{
    wrong += hop_task_set_priority(&tasks[0], HOP_PRIORITY_MAIN + 1) != HOP_OK;
    wrong += hop_task_set_priority(&tasks[0], HOP_PRIORITY_MAIN + 4) != HOP_OK;
}

static void op_priority_alone(void)
{
    wrong += hop_task_set_priority(&tasks[2], HOP_PRIORITY_MAIN + 3) != HOP_OK;
    wrong += hop_task_set_priority(&tasks[2], HOP_PRIORITY_MAIN + 4) != HOP_OK;
}

static void ask_nothing(void)
{
    ask(nothing);
}

// The helper runs in between.
static void op_priority_own(void)
{
    wrong += hop_task_set_priority(&hop_main_task, HOP_PRIORITY_MAIN - 3) != HOP_OK;
    wrong += hop_task_set_priority(&hop_main_task, HOP_PRIORITY_MAIN) != HOP_OK;
}

static void suspend_waiter(void)
{
    wrong += hop_task_suspend(&tasks[0]) != HOP_OK;
}

// Handlers resume it, too.
static void op_resume(void)
{
    wrong += hop_task_resume(&tasks[0]) != HOP_OK;
}

static void op_suspend(void)
{
    suspend_waiter();
    op_resume();
}

static void resume_main(void)
{
    wrong += hop_task_resume(&hop_main_task) != HOP_OK;
}

static void ask_resume(void)
{
    ask(resume_main);
}

// A handler's resume may come first; then the helper has not run yet.
static void op_suspend_own(void)
{
    wrong += hop_task_suspend(&hop_main_task) != HOP_OK;
}

static void op_yield(void)
{
    hop_task_yield();
}

static const struct operation {
    const char *name;
    void (*prepare)(void), (*work)(void), (*finish)(void);
} operations[] = {
    {"nothing", nothing, nothing, nothing},
    {"give", nothing, op_give, nothing},
    {"give without taker", nothing, op_give_unwanted, nothing},
    {"take one", give_and_ask, op_take, help_is_done},
    {"take none", ask_give, op_take, help_is_done},
    {"try take one", op_give_unwanted, op_try_take, nothing},
    {"try take none", nothing, op_try_take, nothing},
    {"timed take", ask_tick, op_timed_take, help_is_done},
    {"sleep", ask_tick, op_sleep, help_is_done},
    {"notify", nothing, op_notify, nothing},
    {"wait for notification", ask_notify, op_notification_wait, help_is_done},
    {"clear notifications", help_notify, op_notification_clear, nothing},
    {"send", nothing, op_send, nothing},
    {"try send", nothing, op_try_send, nothing},
    {"receive one", reply_and_ask, op_receive, help_is_done},
    {"receive none", ask_reply, op_receive, help_is_done},
    {"try receive", op_try_send, op_try_receive, nothing},
    {"send to full", ask_receive, op_send_full, help_is_done},
    {"set flags", nothing, op_flags_set, nothing},
    {"wait for flags", ask_answer, op_flags_wait, help_is_done},
    {"clear flags", set_answers, op_flags_clear, nothing},
    {"signal", nothing, op_signal, nothing},
    {"broadcast", nothing, op_broadcast, nothing},
    {"wait for condition", ask_change, op_condition_wait, help_is_done},
    {"lock and unlock", nothing, op_lock_unlock, nothing},
    {"unlock contended", have_waiter, op_unlock_contended, nothing},
    {"timed lock", ask_lend, op_timed_lock, return_lent},
    {"timed lock in vain", ask_tick_and_lend, op_timed_lock_in_vain, help_is_done},
    {"create and end", nothing, op_create, nothing},
    {"priority of a waiter", nothing, op_priority_waiting, nothing},
    {"priority of the only waiter", nothing, op_priority_alone, nothing},
    {"own priority", ask_nothing, op_priority_own, help_is_done},
    {"yield", nothing, op_yield, nothing},
    {"resume", suspend_waiter, op_resume, nothing},
    {"suspend and resume", nothing, op_suspend, nothing},
    {"suspend oneself", ask_resume, op_suspend_own, help_is_done},
};
enum { OPERATIONS = sizeof operations / sizeof operations[0] };
