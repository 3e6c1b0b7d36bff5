// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the tasks of the mix do in a round. Everything that they hold, they hold in a scope with a cleanup; what must
// not be seen half done is undone there. Every function here is a place where something may go wrong, those that
// are cleanups excepted.
#include "campaign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CLEANUP(function) __attribute__((cleanup(function)))
#define NOT_INJECTED __attribute__((no_instrument_function))

struct hop_task workers[WORKERS];
const char *const worker_names[WORKERS] = {"teller", "auditor", "producer", "consumer", "writer", "sorter"};

static volatile uint32_t round_now;
static volatile uint32_t round_done[WORKERS];
static volatile uint32_t finished[WORKERS];
static const char *volatile wrong;

static void complain(const char *what)
{
    if (!wrong)
        wrong = what;
}

// ---- Blocks of the heap that a scope holds, and its task owns.

NOT_INJECTED static void give_back(void *holder)
{
    void **block = holder;
    hop_mem_free(*block);
}
#define HELD CLEANUP(give_back)

static void *get(size_t size)
{
    void *block = hop_mem_alloc_owned(size);
    if (!block)
        hop_panic("no memory");
    return block;
}

// ---- The bank: money moves between accounts, under two locks, and none is lost.

enum { ACCOUNTS = 5, MONEY = 1000 };

struct account {
    struct hop_mutex lock;
    int32_t balance;
};
static struct account accounts[ACCOUNTS] = {[0 ... ACCOUNTS - 1] = {.balance = MONEY}};

// What is to be undone if the transfer does not come to its end: by its cleanup, or, where a fault has passed that
// over, in the next life. Guarded by both locks.
static struct transfer {
    struct account *from, *to;
    int32_t balance_from, balance_to;
    volatile bool is_open;
} transfer;

NOT_INJECTED static void undo(struct transfer **open)
{
    struct transfer *this = *open;
    if (!this->is_open)
        return;
    this->from->balance = this->balance_from;
    this->to->balance = this->balance_to;
    this->is_open = false;
}

static void withdraw(struct account *account, int32_t amount)
{
    account->balance -= amount;
}

static void deposit(struct account *account, int32_t amount)
{
    account->balance += amount;
}

static void exchange(struct account *from, struct account *to, int32_t amount)
{
    HELD void *receipt = get(2 * sizeof amount); // which it owns where it is replaced
    memcpy(receipt, &amount, sizeof amount);
    CLEANUP(undo) struct transfer *this = &transfer;
    this->from = from;
    this->to = to;
    this->balance_from = from->balance;
    this->balance_to = to->balance;
    this->is_open = true;
    withdraw(from, amount);
    deposit(to, amount);
    this->is_open = false;
}

// The order of the locks is that of the accounts.
static void move(struct account *from, struct account *to, int32_t amount)
{
    HOP_WITH_LOCK(from < to ? &from->lock : &to->lock)
        HOP_WITH_LOCK(from < to ? &to->lock : &from->lock)
            exchange(from, to, amount);
}

static void repair(void)
{
    struct transfer *this = &transfer;
    if (!this->is_open)
        return;
    HOP_WITH_LOCK(this->from < this->to ? &this->from->lock : &this->to->lock)
        HOP_WITH_LOCK(this->from < this->to ? &this->to->lock : &this->from->lock)
            undo(&this);
}

static void tell(void)
{
    repair();
    for (unsigned i = 0; i < ACCOUNTS; i++)
        move(&accounts[i], &accounts[(i + 1 + round_now % (ACCOUNTS - 1)) % ACCOUNTS], (int32_t)(round_now % 10));
}

// With all locks, the deepest nesting of them.
static int32_t sum_from(unsigned index)
{
    if (index == ACCOUNTS)
        return 0;
    int32_t sum = 0;
    HOP_WITH_LOCK(&accounts[index].lock)
        sum = accounts[index].balance + sum_from(index + 1);
    return sum;
}

static void audit(void)
{
    if (sum_from(0) != ACCOUNTS * MONEY && !transfer.is_open)
        complain("money was lost or made");
}

// ---- The belt: blocks go from one task to another.

enum { BELT = 2, ITEMS = 4 };

struct item {
    uint32_t number, content[6];
};
static struct hop_channel belt;
static _Alignas(4) unsigned char belt_items[HOP_CHANNEL_BUFFER_SIZE(BELT, sizeof(struct item *))];
static volatile bool is_closed;

static void fill(struct item *item, uint32_t number)
{
    item->number = number;
    for (unsigned i = 0; i < 6; i++)
        item->content[i] = number * (i + 1);
}

static void check(const struct item *item)
{
    for (unsigned i = 0; i < 6; i++)
        if (item->content[i] != item->number * (i + 1))
            complain("an item was changed");
}

static void produce(void)
{
    for (uint32_t i = 0; i < ITEMS; i++) {
        HELD struct item *item = get(sizeof *item);
        fill(item, round_now + i);
        if (hop_mem_send(&belt, item) == HOP_OK)
            item = NULL; // the receiver's
    }
}

static void consume(void)
{
    for (;;) {
        HELD void *item = NULL;
        int status = is_closed ? hop_mem_timed_receive(&belt, &item, 0) : hop_mem_receive(&belt, &item);
        if (status == HOP_TIMEOUT)
            return;
        if (item)
            check(item);
    }
}

// Wakes a consumer that waits; one that finds the channel full does not.
void consumer_close(void)
{
    static struct item *const none = NULL;
    is_closed = true;
    hop_channel_try_send(&belt, &none);
}

// ---- The C library: a shared stream with its lock, numbers, sorting.

static FILE *stream;
static volatile size_t written;

NOT_INJECTED static int count_bytes(void *unused, const char *text, int size)
{
    (void)unused;
    (void)text;
    written += (size_t)size;
    return size;
}

static void write_line(unsigned i)
{
    fprintf(stream, "%s %u %08x %.3f\n", "line", i, (unsigned)round_now, i * 0.375);
}

static void read_back(unsigned i)
{
    char text[40];
    snprintf(text, sizeof text, "%u.%03u", i, i * 125);
    double number = strtod(text, NULL);
    if ((unsigned)(number * 1000) != i * 1125)
        complain("a number was read back wrong");
}

static void write_all(void)
{
    for (unsigned i = 0; i < 2; i++) {
        write_line(i);
        read_back(i);
    }
}

static int by_value(const void *a, const void *b)
{
    uint32_t x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return x < y ? -1 : x > y;
}

enum { NUMBERS = 12 };

static void sort(void)
{
    HELD uint32_t *numbers = get(NUMBERS * sizeof *numbers);
    for (unsigned i = 0; i < NUMBERS; i++)
        numbers[i] = (i * 2654435761u ^ round_now) >> 7;
    qsort(numbers, NUMBERS, sizeof *numbers, by_value);
    for (unsigned i = 1; i < NUMBERS; i++)
        if (numbers[i - 1] > numbers[i])
            complain("not sorted");
    fputs("sorted\n", stream);
}

// ---- Rounds.

static void (*const parts[WORKERS])(void) = {tell, audit, produce, consume, write_all, sort};

// Whatever life of the task it is: a part that is not done is done from its beginning.
NOT_INJECTED static void work(void *argument)
{
    enum worker self = (enum worker)(uintptr_t)argument;
    for (;;) {
        while (round_done[self] == round_now)
            hop_notification_wait();
        parts[self]();
        finished[self] = hop_time_ticks();
        round_done[self] = round_now;
    }
}

enum { STACK = 4096 };
static _Alignas(8) unsigned char stacks[WORKERS][STACK];

// The teller's next life begins with a transfer still to be undone, and its locks held.
static _Alignas(8) unsigned char teller_stacks[2][STACK];
static struct hop_instance dying_teller[1];
static const struct hop_instances teller_instances = {
    .ops = &hop_restart_concurrently, .slots = dying_teller, .count = 1, .priority = HOP_PRIORITY_MAIN + 1,
    .stacks = teller_stacks, .stack_size = STACK};
static struct hop_supervision_state teller_state;
static const struct hop_supervision teller_plan = {
    .ops = &hop_supervise, .state = &teller_state, .instances = &teller_instances};

void workers_create(void)
{
    static const uint8_t above_main[WORKERS] = {2, 4, 1, 3, 1, 2};
    hop_channel_init(&belt, belt_items, BELT, sizeof(struct item *));
    for (unsigned i = 0; i < ACCOUNTS; i++)
        hop_mutex_init(&accounts[i].lock);
    stream = funopen(NULL, NULL, count_bytes, NULL, NULL);
    for (unsigned i = 0; i < WORKERS; i++)
        hop_task_create(&workers[i], &(struct hop_task_config){
            .name = worker_names[i], .entry = work, .argument = (void *)(uintptr_t)i,
            .stack = i == TELLER ? teller_stacks[0] : stacks[i], .stack_size = STACK,
            .priority = HOP_PRIORITY_MAIN + above_main[i], .supervision = i == TELLER ? &teller_plan : NULL});
}

void workers_begin_round(uint32_t round)
{
    is_closed = false;
    round_now = round;
    for (unsigned i = 0; i < WORKERS; i++)
        hop_task_notify(&workers[i]);
}

bool workers_are_done(void)
{
    if (round_done[PRODUCER] == round_now && !is_closed)
        consumer_close();
    for (unsigned i = 0; i < WORKERS; i++)
        if (round_done[i] != round_now)
            return false;
    return true;
}

uint32_t worker_finished(enum worker worker)
{
    return finished[worker];
}

NOT_INJECTED enum worker worker_of(const struct hop_task *task)
{
    for (unsigned i = 0; i < WORKERS; i++)
        if (task == &workers[i])
            return (enum worker)i;
    return WORKERS;
}

static const char *instances_complaint(void)
{
    return dying_teller[0].task.state == HOP_TASK_READY ? "a teller does not end" : NULL;
}

static const char *locks_complaint(void)
{
    for (unsigned i = 0; i < ACCOUNTS; i++) {
        if (hop_mutex_try_lock(&accounts[i].lock) < 0)
            return "a mutex is not free, or its owner died";
        hop_mutex_unlock(&accounts[i].lock);
    }
    return NULL;
}

static const char *money_complaint(void)
{
    int32_t sum = 0;
    for (unsigned i = 0; i < ACCOUNTS; i++)
        sum += accounts[i].balance;
    return sum == ACCOUNTS * MONEY ? NULL : "money was lost or made";
}

const char *workers_complaint(void)
{
    struct item *left;
    if (wrong)
        return wrong;
    while (hop_channel_try_receive(&belt, &left) == HOP_OK)
        if (left)
            return "an item was left";
    const char *complaint = locks_complaint();
    if (!complaint)
        complaint = instances_complaint();
    return complaint ? complaint : money_complaint();
}
