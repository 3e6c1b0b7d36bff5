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
// CHECK: operations 36, wrong 0
// HIT: operations: executed {{[0-9]+}}, not interrupted 0
// HIT: handler: executed {{[0-9]+}}, not interrupted 0
// Row 64 of test/kernel/README.md.
#include "Inputs/interrupted/handlers.h"
#include "Inputs/interrupted/operations.h"
#include "Inputs/sound.h"

#include <hop/hop.h>
#include <stdio.h>

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

static NOINLINE void run(const struct operation *operation)
{
    region_begin();
    operation->work();
    region_end();
}

// Brings a channel, which main finds empty, to its last slot. Items that are handed to a waiting task take none.
static void align(int number, struct hop_channel *channel)
{
    for (unsigned i = 0; i < channel->capacity && (channel->tail & 0xffff) != 0; i++) {
        try_send(MAIN, number, channel);
        try_receive(MAIN, number, channel);
    }
}

// With it an operation takes the same path each time, one that wraps.
static void align_all(void)
{
    align(INBOX, &inbox), align(REPLIES, &replies), align(OUTBOX, &outbox);
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
    measure(operation); // the helper is where the operation before has left it
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
