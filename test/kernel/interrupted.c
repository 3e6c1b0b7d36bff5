// RUN: %clang --target=thumbv7m -Os -I %libhop -I %libhop/arch/arm-m %s -o %t.elf
// RUN: %run --icount 7 --timeout 200 %t.elf > %t.txt && FileCheck %s < %t.txt
// RUN: %run --icount 7 --trace %t.trace %t.elf once > /dev/null
// RUN: %python %S/Inputs/check_hits.py %t.elf %t.trace %t.txt | FileCheck --check-prefix=HIT %s
// RUN: %clang_v7em_hf -Os -I %libhop -I %libhop/arch/arm-m %s -o %t.elf
// RUN: %run --icount 7 --timeout 200 %t.elf > %t.txt && FileCheck %s < %t.txt
// RUN: %run --icount 7 --trace %t.trace %t.elf once > /dev/null
// RUN: %python %S/Inputs/check_hits.py %t.elf %t.trace %t.txt | FileCheck --check-prefix=HIT %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An interrupt comes at every instruction of every operation of the kernel. Its handler gives, takes, sends, receives,
// notifies, sets and signals on the same objects, and a second handler that interrupts the first does so, too. Nothing
// is lost, doubled or out of order, nobody sleeps while there is something for it, and all queues are sound. Which
// instructions an uninterrupted run executes is taken from QEMU's log.
//
// CHECK: operations 33, wrong 0
// HIT: operations: executed {{[0-9]+}}, not interrupted 0
// HIT: handler: executed {{[0-9]+}}, not interrupted 0
// Row 64 of test/kernel/README.md.
#include "../Inputs/timer.h"
#include "Inputs/dual_timer.h"
#include "Inputs/sound.h"

#include <hop/hop.h>
#include <stdio.h>

#define NOINLINE __attribute__((noinline))

// Who acts. Each writes only its own words.
enum context { MAIN, HELPER, CONSUMER, FIRST, SECOND, CONTEXTS };

static struct hop_task tasks[8], child;
static _Alignas(8) unsigned char stacks[8][1400], child_stack[1400];

// Main gives, an urgent task waits.
static struct hop_semaphore served;
static struct hop_channel inbox;
static struct hop_flags alarms;
static struct hop_condition changed;
static struct hop_mutex changed_mutex;
// Main waits, the helper gives, or a handler.
static struct hop_semaphore wanted;
static struct hop_channel replies, outbox; // the outbox is full
static struct hop_flags answers;
static struct hop_mutex contended, lent;
static uint32_t inbox_buffer[8], replies_buffer[8], outbox_buffer[4];

enum { SERVED, WANTED, NOTIFIED, MAIN_NOTIFIED, INBOX, REPLIES, OUTBOX, COUNTS };
static volatile uint32_t put[COUNTS][CONTEXTS], got[COUNTS][CONTEXTS];
static volatile uint32_t last_sent[COUNTS][CONTEXTS], last_received[COUNTS][CONTEXTS][CONTEXTS];
static volatile uint32_t raised[CONTEXTS], seen_alarms;
static volatile unsigned wrong, work_left, work_done, children, fired[2], variant;

// --- What contexts do, and note ---------------------------------------------------------------------------------------

static inline void give(enum context self, int number, struct hop_semaphore *semaphore)
{
    if (hop_semaphore_give(semaphore) == HOP_OK)
        put[number][self]++;
}

static inline void took(enum context self, int number, int result)
{
    if (result == HOP_OK)
        got[number][self]++;
}

static inline void notify(enum context self, int number, struct hop_task *task)
{
    if (hop_task_notify(task) == HOP_OK)
        put[number][self]++;
}

static inline uint32_t next_item(enum context self, int number)
{
    return (uint32_t)self << 24 | (last_sent[number][self] + 1);
}

// An item is its producer and its number.
static inline void sent(enum context self, int number, int result)
{
    if (result != HOP_OK)
        return;
    put[number][self] += next_item(self, number);
    last_sent[number][self]++;
}

static inline void received(enum context self, int number, int result, uint32_t item)
{
    if (result != HOP_OK)
        return;
    got[number][self] += item;
    uint32_t producer = item >> 24;
    if (producer >= CONTEXTS || (item & 0xffffff) <= last_received[number][self][producer])
        wrong++;
    else
        last_received[number][self][producer] = item & 0xffffff;
}

static inline void try_send(enum context self, int number, struct hop_channel *channel)
{
    uint32_t item = next_item(self, number);
    sent(self, number, hop_channel_try_send(channel, &item));
}

static inline void try_receive(enum context self, int number, struct hop_channel *channel)
{
    uint32_t item = 0;
    int result = hop_channel_try_receive(channel, &item);
    received(self, number, result, item);
}

static inline void raise_alarm(enum context self)
{
    raised[self] |= 1u << self;
    hop_flags_set(&alarms, 1u << self);
}

// --- Handlers ---------------------------------------------------------------------------------------------------------

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

// By halfword of the code, from address 0: what each handler has interrupted, the second one in the first only.
enum { CODE = 0x20000 };
static uint32_t hits[2][CODE / 64];

static inline void note_place(int number, const uint32_t *frame)
{
    uint32_t halfword = frame[6] / 2;
    if (halfword < CODE / 2)
        hits[number][halfword / 32] |= 1u << halfword % 32;
    else
        wrong++; // CODE is too small
}

static volatile bool is_open, is_nested; // whether the second handler acts; whether it has interrupted the first

NOINLINE void handler_begin(void)
{
    __asm volatile("");
}

NOINLINE void handler_end(void)
{
    __asm volatile("");
}

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

// The frame is on the stack that was in use.
#define WITH_FRAME(handler) \
    __asm volatile("tst lr, #4\n\tite eq\n\tmrseq r0, msp\n\tmrsne r0, psp\n\tb " #handler)

__attribute__((naked)) void TIMER0_Handler(void)
{
    WITH_FRAME(first_handler);
}

__attribute__((naked)) void DUALTIMER_Handler(void)
{
    WITH_FRAME(second_handler);
}

// --- Tasks ------------------------------------------------------------------------------------------------------------

static void take_served(void *unused)
{
    (void)unused;
    for (;;)
        took(CONSUMER, SERVED, hop_semaphore_take(&served));
}

// Behind the other one, with words of its own.
static void take_served_too(void *unused)
{
    (void)unused;
    for (;;)
        took(HELPER, SERVED, hop_semaphore_take(&served));
}

static void take_notifications(void *unused)
{
    (void)unused;
    for (;;)
        took(CONSUMER, NOTIFIED, hop_notification_wait());
}

static void read_inbox(void *unused)
{
    (void)unused;
    for (;;) {
        uint32_t item = 0;
        int result = hop_channel_receive(&inbox, &item);
        received(CONSUMER, INBOX, result, item);
    }
}

static void await_alarms(void *unused)
{
    (void)unused;
    for (;;) {
        uint32_t bits = ~0u;
        if (hop_flags_wait(&alarms, &bits, HOP_FLAGS_ANY) == HOP_OK)
            seen_alarms |= bits;
    }
}

static void await_change(void *unused)
{
    (void)unused;
    hop_mutex_lock(&changed_mutex);
    for (;;) {
        while (work_left == 0)
            hop_condition_wait(&changed, &changed_mutex);
        work_left--;
        work_done++;
    }
}

// Waits for `contended` whenever it is told to.
static struct hop_semaphore contend;

static void want_contended(void *unused)
{
    (void)unused;
    for (;;) {
        hop_semaphore_take(&contend);
        wrong += hop_mutex_lock(&contended) != HOP_OK;
        wrong += hop_mutex_unlock(&contended) != HOP_OK;
    }
}

// Less urgent than main, which has told it what to do and then waits for that.
static struct hop_semaphore request, done, locked;
static void (*volatile help)(void);

static void helper(void *unused)
{
    (void)unused;
    for (;;) {
        hop_semaphore_take(&request);
        help();
        hop_semaphore_give(&done);
    }
}

// Handlers may take what the helper gives before main has it.
static volatile bool has_had_it;

static void ask(void (*what)(void))
{
    has_had_it = false;
    help = what;
    hop_semaphore_give(&request);
}

static void help_is_done(void)
{
    has_had_it = true;
    hop_semaphore_take(&done);
}

// --- Operations -------------------------------------------------------------------------------------------------------

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
};
enum { OPERATIONS = sizeof operations / sizeof operations[0] };

// --- After each -------------------------------------------------------------------------------------------------------

static bool is_balanced(int number)
{
    uint32_t difference = 0;
    for (int i = 0; i < CONTEXTS; i++)
        difference += put[number][i] - got[number][i];
    return difference == 0;
}

static void empty_wanted(void)
{
    while (hop_semaphore_count(&wanted))
        took(MAIN, WANTED, hop_semaphore_try_take(&wanted));
    op_notification_clear();
    for (int i = 0; i < 8; i++)
        try_receive(MAIN, REPLIES, &replies);
    hop_flags_clear(&answers, ~0u);
}

static void empty_outbox(void)
{
    for (int i = 0; i < 3; i++)
        try_receive(MAIN, OUTBOX, &outbox);
}

static void fill_outbox(void)
{
    for (int i = 0; i < 3; i++)
        try_send(MAIN, OUTBOX, &outbox);
}

// Consumers have had everything, without another call of the kernel that would help them.
static unsigned unserved(void)
{
    uint32_t all = 0;
    for (int i = 0; i < CONTEXTS; i++)
        all |= raised[i];
    unsigned count = (all & ~seen_alarms) != 0 || hop_flags_get(&alarms) != 0;
    count += hop_semaphore_count(&served) != 0 || work_left != 0;
    return count + !is_balanced(SERVED) + !is_balanced(NOTIFIED) + !is_balanced(INBOX);
}

// Takes what is left; all is accounted for.
static unsigned unaccounted(void)
{
    unsigned count = 0;
    empty_wanted();
    empty_outbox();
    for (int i = 0; i < COUNTS; i++)
        count += !is_balanced(i);
    for (int i = 0; i < CONTEXTS; i++)
        raised[i] = 0;
    seen_alarms = 0;
    return count;
}

static unsigned faults(const struct operation *operation)
{
    unsigned count = unsound() + unserved();
    operation->finish();
    return count + unaccounted() + unsound();
}

// --- Sweeps -----------------------------------------------------------------------------------------------------------

NOINLINE void region_begin(void)
{
    __asm volatile("");
}

NOINLINE void region_end(void)
{
    __asm volatile("");
}

static NOINLINE void run(const struct operation *operation)
{
    region_begin();
    operation->work();
    region_end();
}

// Brings a channel of that capacity, which main finds empty, to its last slot.
static void align(int number, struct hop_channel *channel, uint32_t capacity)
{
    for (;;) {
        uint32_t count = 1;
        for (int i = 0; i < CONTEXTS; i++)
            count += last_sent[number][i];
        if (count % capacity == 0)
            return;
        try_send(MAIN, number, channel);
        try_receive(MAIN, number, channel);
    }
}

// With it an operation takes the same path each time, one that wraps.
static void align_all(void)
{
    align(INBOX, &inbox, 4), align(REPLIES, &replies, 4), align(OUTBOX, &outbox, 2);
}

// Counts that it takes without an interrupt.
static uint32_t measure(const struct operation *operation)
{
    align_all();
    fill_outbox();
    operation->prepare();
    TIMER0->value = 0xffffff;
    TIMER0->control = 1;
    run(operation);
    uint32_t counts = 0xffffff - TIMER0->value;
    TIMER0->control = 0;
    wrong += faults(operation);
    return counts;
}

static void interrupt_at(const struct operation *operation, uint32_t counts, uint32_t later)
{
    unsigned first = fired[0], second = fired[1];
    fill_outbox();
    operation->prepare();
    is_open = later != 0;
    dual_timer_start(counts + (later ? later : 1));
    timer_start(counts);
    run(operation);
    while (fired[0] == first || fired[1] == second)
        ;
    is_open = false;
    unsigned found = faults(operation);
    if (found && wrong < 5)
        printf("%s: at %u, %u later: faults %u\n", operation->name, (unsigned)counts, (unsigned)later, found);
    wrong += found;
}

// The second handler at every instruction of the first, which finds main between two operations.
static void sweep_handler(void)
{
    variant = 0;
    for (uint32_t later = 1, after = 0; after < 50; later++) {
        align_all();
        is_nested = false;
        interrupt_at(&operations[0], 20, later);
        after = is_nested ? 0 : after + 1;
    }
}

// The first handler at every instruction, the second right after it; then both at many.
static void sweep(const struct operation *operation)
{
    static uint32_t round;
    uint32_t span = measure(operation) + 20;
    printf(": %u counts\n", (unsigned)span);
    for (uint32_t counts = 1; counts <= span; counts += STEP) {
        variant = counts / STEP % 3;
        align_all();
        interrupt_at(operation, counts, 0);
    }
    for (uint32_t i = 0; i < ROUNDS; i++) {
        round++;
        variant = round % 7 % 3;
        interrupt_at(operation, 1 + round * 11 % span, 1 + round * 13 % HANDLER);
    }
}

static void print_hits(void)
{
    for (int number = 0; number < 2; number++) {
        for (unsigned i = 0; i < CODE / 64; i++) {
            if (hits[number][i])
                printf("hit %d %x %x\n", number, i * 64, (unsigned)hits[number][i]);
        }
    }
}

static void start(int number, void (*entry)(void *), int above)
{
    wrong += hop_task_create(&tasks[number], &(struct hop_task_config){
        .name = "task", .entry = entry, .stack = stacks[number], .stack_size = sizeof stacks[number],
        .priority = (unsigned)(HOP_PRIORITY_MAIN + above)}) != HOP_OK;
}

static void set_up(void)
{
    hop_semaphore_init(&served, 0, 100), hop_semaphore_init(&wanted, 0, 100);
    hop_semaphore_init(&request, 0, 1), hop_semaphore_init(&done, 0, 1), hop_semaphore_init(&locked, 0, 1);
    hop_semaphore_init(&contend, 0, 1);
    hop_channel_init(&inbox, inbox_buffer, 4, 4);
    hop_channel_init(&replies, replies_buffer, 4, 4);
    hop_channel_init(&outbox, outbox_buffer, 2, 4);
    start(0, take_served, 4), start(1, take_notifications, 3), start(2, read_inbox, 4), start(3, await_alarms, 2);
    start(4, await_change, 3), start(5, want_contended, 2), start(6, helper, -1), start(7, take_served_too, 3);
    *(volatile uint32_t *)0xe000e010 = 0; // the tick comes when it is asked for
    NVIC_IPR2 = 0x80 | 0x40 << 16;        // IRQ 8; IRQ 10 interrupts it
    NVIC_ISER0 = 1 << 8 | 1 << 10;
}

static void run_once(void)
{
    for (int i = 0; i < OPERATIONS; i++)
        measure(&operations[i]);
    align_all();
    fill_outbox();
    *(volatile uint32_t *)0xe000e200 = 1 << 8; // IRQ 8
    __asm volatile("dsb\n\tisb" ::: "memory");
}

int main(int argc, char **argv)
{
    (void)argv;
    setvbuf(stdout, NULL, _IONBF, 0);
    set_up();
    if (argc > 1) {
        run_once();
        return 0;
    }
    for (int i = 0; i < OPERATIONS; i++) {
        printf("%s", operations[i].name);
        sweep(&operations[i]);
    }
    sweep_handler();
    printf("operations %d, wrong %u\n", OPERATIONS, wrong);
    print_hits();
    return 0;
}
