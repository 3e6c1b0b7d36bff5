// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Semaphores among tasks and handlers: how many units there are, who gets one, and in which order. One whose give
// waits at the maximum is a channel of items of 0 bytes: there a send gives, a receive takes.
#include "Inputs/interrupts.h"
#include "Inputs/tasks.h"

static struct hop_semaphore semaphore;
static struct hop_channel both; // a semaphore with two sides
static uint32_t buffer[8];
static volatile int outstanding, most, transfers, wrong;

static void init_both(unsigned max, unsigned initial)
{
    hop_channel_init(&both, buffer, max, 0);
    for (unsigned i = 0; i < initial; i++)
        wrong += hop_channel_try_send(&both, NULL) != HOP_OK;
}

// Row 23: count and maximum are as initialized, for all pairs; more than that is refused.
static void initial_values(void)
{
    int pairs = 0, refused = 0;
    for (unsigned max = 0; max <= 10; max++) {
        for (unsigned initial = 0; initial <= 11; initial++) {
            if (hop_semaphore_init(&semaphore, initial, max) != HOP_OK) {
                refused++;
                continue;
            }
            wrong += hop_semaphore_count(&semaphore) != initial;
            unsigned given = 0;
            while (hop_semaphore_give(&semaphore) == HOP_OK)
                given++;
            wrong += given != max - initial || hop_semaphore_count(&semaphore) != max;
            pairs++;
        }
    }
    wrong += hop_semaphore_init(&semaphore, HOP_SEMAPHORE_MAX, HOP_SEMAPHORE_MAX) != HOP_OK;
    wrong += hop_semaphore_count(&semaphore) != HOP_SEMAPHORE_MAX || hop_semaphore_give(&semaphore) != HOP_FULL;
    wrong += hop_semaphore_init(&semaphore, 0, HOP_SEMAPHORE_MAX + 1) != HOP_INVALID;
    // CHECK: initial: pairs 65, refused 67, wrong 0
    printf("initial: pairs %d, refused %d, wrong %d\n", pairs, refused, wrong);
}

// The results of three calls of each, then what is left.
static void print_calls(const char *name, int (*first)(struct hop_semaphore *), int (*last)(struct hop_semaphore *))
{
    printf("%s:", name);
    for (int i = 0; i < 3; i++)
        printf(" %d", first(&semaphore));
    printf(" then %d, count %u", last(&semaphore), hop_semaphore_count(&semaphore));
}

// The same by the two-sided one.
static void print_both(int (*call)(void), int times)
{
    printf("; both");
    for (int i = 0; i < times; i++)
        printf(" %d", call());
    printf("\n");
}

static int try_give_both(void)
{
    return hop_channel_try_send(&both, NULL);
}

static int try_take_both(void)
{
    return hop_channel_try_receive(&both, NULL);
}

static void ends(void)
{
    // Row 24: from the maximum, 3, three takes; the next one finds nothing.
    // CHECK-NEXT: take 3 of 3: 0 0 0 then -10, count 0; both 0 0 0 -10
    hop_semaphore_init(&semaphore, 3, 3), init_both(3, 3);
    print_calls("take 3 of 3", hop_semaphore_take, hop_semaphore_try_take), print_both(try_take_both, 4);
    // Row 25: from 0 three gives up to the maximum, 3; the next one finds no room.
    // CHECK-NEXT: give 3 of 3: 0 0 0 then -11, count 3; both 0 0 0 -11
    hop_semaphore_init(&semaphore, 0, 3), init_both(3, 0);
    print_calls("give 3 of 3", hop_semaphore_give, hop_semaphore_give), print_both(try_give_both, 4);
    // Row 26: takes that do not wait count as those that may.
    // CHECK-NEXT: take 3 of 5: 0 0 0 then -10, count 0; both 0 0 0 -10
    hop_semaphore_init(&semaphore, 3, 5), init_both(5, 3);
    print_calls("take 3 of 5", hop_semaphore_try_take, hop_semaphore_try_take), print_both(try_take_both, 4);
    // Row 27: gives up to the maximum, 5, from 2.
    // CHECK-NEXT: give 3 of 5: 0 0 0 then -11, count 5; both 0 0 0 -11
    hop_semaphore_init(&semaphore, 2, 5), init_both(5, 2);
    print_calls("give 3 of 5", hop_semaphore_give, hop_semaphore_give), print_both(try_give_both, 4);
}

static void take(void *argument)
{
    note(10 + (int)(intptr_t)argument);
    wrong += hop_semaphore_take(&semaphore) != HOP_OK;
    note(20 + (int)(intptr_t)argument);
}

// Row 28: a take at 0 waits until a task of its own priority has given; that one goes on first.
static void take_waits(void)
{
    hop_semaphore_init(&semaphore, 0, 1);
    start(0, take, 0);
    hop_task_yield();
    note(1);
    hop_semaphore_give(&semaphore);
    note(2);
    hop_task_yield();
    // CHECK-NEXT: take at 0: 10 1 2 20
    print_notes("take at 0");
}

// Row 32: units go to the most urgent taker, in order among equals, one each.
static void takers_in_order(void)
{
    hop_semaphore_init(&semaphore, 0, 1);
    start(0, take, 2), start(1, take, 1), start(2, take, 3), start(3, take, 2);
    for (int i = 0; i < 4; i++) {
        note(i);
        hop_semaphore_give(&semaphore);
    }
    // CHECK-NEXT: takers: 10 11 12 13 0 22 1 20 2 23 3 21
    print_notes("takers");
}

static void give_both(void *argument)
{
    note(10 + (int)(intptr_t)argument);
    wrong += hop_channel_send(&both, NULL) != HOP_OK;
    note(20 + (int)(intptr_t)argument);
}

// Row 33: so with room for givers that wait at the maximum.
static void givers_in_order(void)
{
    init_both(1, 1);
    start(0, give_both, 2), start(1, give_both, 1), start(2, give_both, 3), start(3, give_both, 2);
    for (int i = 0; i < 4; i++) {
        note(i);
        wrong += hop_channel_try_receive(&both, NULL) != HOP_OK;
    }
    // CHECK-NEXT: givers: 10 11 12 13 0 22 1 20 2 23 3 21, left 1
    printf("givers:");
    for (unsigned i = 0; i < noted_count; i++)
        printf(" %d", noted[i]);
    noted_count = 0;
    int left = 0;
    while (hop_channel_try_receive(&both, NULL) == HOP_OK)
        left++;
    printf(", left %d\n", left);
}

static void taken(void)
{
    transfers++;
    if (++outstanding > most)
        most = outstanding;
}

static void five_takes(void *unused)
{
    (void)unused;
    for (int i = 0; i < 5; i++) {
        wrong += hop_channel_receive(&both, NULL) != HOP_OK;
        taken();
    }
}

static void five_gives(void *unused)
{
    (void)unused;
    for (int i = 0; i < 5; i++) {
        outstanding--;
        wrong += hop_channel_send(&both, NULL) != HOP_OK;
    }
}

static int count_both(void)
{
    int count = 0;
    while (hop_channel_try_receive(&both, NULL) == HOP_OK)
        count++;
    return count;
}

// Row 29: five takes and five gives from 3 of 3, whoever begins: never more than 3 are out, all are back in the end.
static void two_sides(void)
{
    for (int first = 0; first < 2; first++) {
        init_both(3, 3);
        outstanding = most = transfers = 0;
        start(0, first ? five_gives : five_takes, 1);
        start(1, first ? five_takes : five_gives, 1);
        hop_task_sleep(1);
        // CHECK-NEXT: two sides: took 5, most out 3, out 0, left 3
        // CHECK-NEXT: two sides: took 5, most out 3, out 0, left 3
        printf("two sides: took %d, most out %d, out %d, left %d\n", transfers, most, outstanding, count_both());
    }
}

static void hold(void *argument)
{
    uint32_t begin = hop_time_ticks();
    hop_semaphore_take(&semaphore);
    note((int)(hop_time_ticks() - begin));
    taken();
    hop_task_sleep(10);
    outstanding--;
    hop_semaphore_give(&semaphore);
    note(100 + (int)(intptr_t)argument);
}

// Row 30: four tasks want 3 units for 10 ms each: three have them at once, the fourth when the first gives, not later.
static void contend(void)
{
    hop_task_sleep(1); // all of it between two ticks
    hop_semaphore_init(&semaphore, 3, 3);
    outstanding = most = 0;
    for (int i = 0; i < 4; i++)
        start(i, hold, 1);
    hop_task_sleep(30);
    // CHECK-NEXT: contend: 0 0 0 100 101 102 10 103
    print_notes("contend");
    // CHECK-NEXT: most 3, left 3
    printf("most %d, left %u\n", most, hop_semaphore_count(&semaphore));
}

static void take_and_give(void *argument)
{
    for (int i = 0; i < 100; i++) {
        hop_semaphore_take(&semaphore);
        taken();
        if ((i + (int)(intptr_t)argument) % 3 == 0)
            hop_task_yield();
        outstanding--;
        hop_semaphore_give(&semaphore);
    }
}

// Row 31: ten tasks take and give 100 times each, and give way while they have a unit.
static void many(void)
{
    hop_semaphore_init(&semaphore, 5, 10);
    outstanding = most = transfers = 0;
    for (int i = 0; i < 10; i++)
        start(i, take_and_give, -1 - i % 2);
    hop_task_sleep(100);
    // CHECK-NEXT: many: 1000 times, most 5, count 5
    printf("many: %d times, most %d, count %u\n", transfers, most, hop_semaphore_count(&semaphore));
}

static volatile bool by_handler;

ON_INTERRUPT_10()
{
    if (by_handler)
        wrong += hop_semaphore_give(&semaphore) != HOP_OK;
    else
        wrong += hop_channel_try_receive(&both, NULL) != HOP_OK;
    note(30); // the task that this wakes comes after the handler
}

static void take_three(void *unused)
{
    (void)unused;
    for (int i = 0; i < 3; i++) {
        hop_semaphore_take(&semaphore);
        note(40 + (int)hop_semaphore_count(&semaphore));
    }
}

static void give_three(void *unused)
{
    (void)unused;
    for (int i = 0; i < 3; i++) {
        hop_channel_send(&both, NULL);
        note(50);
    }
}

static void from_handler(void)
{
    interrupts_enable();
    // Row 34: a unit that a handler gives is taken by who waits for it, before what was interrupted goes on.
    by_handler = true;
    hop_semaphore_init(&semaphore, 0, 1);
    start(0, take_three, 1);
    for (int i = 0; i < 3; i++)
        interrupt_raise(10), note(i);
    // CHECK-NEXT: given by a handler: 30 40 0 30 40 1 30 40 2
    print_notes("given by a handler");
    // Row 35: a handler takes a unit at the maximum, and who waits to give one gives it.
    by_handler = false;
    init_both(1, 1);
    start(0, give_three, 1);
    for (int i = 0; i < 3; i++)
        interrupt_raise(10), note(i);
    // CHECK-NEXT: taken by a handler: 30 50 0 30 50 1 30 50 2
    print_notes("taken by a handler");
}

int main(void)
{
    initial_values();
    ends();
    take_waits();
    takers_in_order();
    givers_in_order();
    two_sides();
    contend();
    many();
    from_handler();
    // CHECK-NEXT: wrong 0
    printf("wrong %d\n", wrong);
    return 0;
}
