// RUN: %every_core --except thumbv6m -Os -I %S/../libhop/target/Inputs %s
// RUN: %clang_v7em_hf -Os -DREAD_ONLY -I %S/../libhop/target/Inputs %s -o %t.ro.elf
// RUN: %run %t.ro.elf 2>&1 | FileCheck --check-prefixes=CHECK,READ-ONLY %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An item or a set of flags that is where no memory is, or where none can be written, ends the task that has passed it, and
// only that: the kernel is not in the middle of anything then, what others wait for goes on. So in a handler that may fail.
// QEMU's machine with a Cortex-M0 has no such place.
#include "Inputs/interrupts.h"
#include "Inputs/tasks.h"
#include "fault.h"

#include <hop/isr.h>
#include <string.h>

static struct hop_channel words, triples;
static _Alignas(4) unsigned char word_slots[HOP_CHANNEL_BUFFER_SIZE(2, 4)], triple_slots[HOP_CHANNEL_BUFFER_SIZE(2, 12)];
static struct hop_flags flags;
static struct hop_mutex mutex;
static int died, received;

enum { CALLS = 11 };

static void call(int number, void *item)
{
    switch (number) {
    case 0: hop_channel_send(&words, item); break;
    case 1: hop_channel_timed_send(&words, item, 10); break;
    case 2: hop_channel_timed_send(&words, item, 0); break;
    case 3: hop_channel_try_send(&words, item); break;
    case 4: hop_channel_receive(&words, item); break;
    case 5: hop_channel_timed_receive(&words, item, 10); break;
    case 6: hop_channel_try_receive(&words, item); break;
    case 7: hop_channel_try_send(&triples, item); break;
    case 8: hop_channel_receive(&triples, item); break;
    case 9: hop_flags_wait(&flags, item, HOP_FLAGS_ANY); break;
    case 10: hop_flags_timed_wait(&flags, item, HOP_FLAGS_ALL, 0); break;
    }
}

static void *volatile bad;
static _Alignas(32) unsigned char protected[64];

static void victim(void *number)
{
    hop_mutex_lock(&mutex);
    call((int)(intptr_t)number, bad);
    printf("call %d came back\n", (int)(intptr_t)number);
}

// The panics' reports are not looked at.
void hop_panic_hook(const struct hop_panic_info *info)
{
    died += info->reason == HOP_PANIC_FAULT && info->mutexes == 1;
}

bool hop_isr_panic_hook(unsigned exception, const struct hop_panic_info *info)
{
    (void)exception;
    died += info->reason == HOP_PANIC_FAULT;
    return true;
}

ON_INTERRUPT_10(HOP_ISR)
{
    hop_channel_try_send(&words, bad);
}

static void receiver(void *unused)
{
    (void)unused;
    for (;;) {
        int item;
        hop_channel_receive(&words, &item);
        received += item;
    }
}

static void let_die(int number)
{
    hop_task_create(&tasks[0], &(struct hop_task_config){
        .name = "victim", .entry = victim, .argument = (void *)(intptr_t)number, .stack = task_stacks[0],
        .stack_size = TASK_STACK, .priority = HOP_PRIORITY_MAIN + 1, .restart = HOP_RESTART_NEVER});
    hop_task_join(&tasks[0]);
}

static void let_all_die(void)
{
    for (int i = 0; i < CALLS; i++)
        let_die(i);
}

static void pass_around(const char *what)
{
    int item = 100, triple[3] = {1, 2, 3}, other[3] = {0};
    int sent = hop_channel_send(&words, &item), sent_triple = hop_channel_send(&triples, triple);
    int got = hop_channel_receive(&triples, other);
    printf("%s: died %d, sent %d %d, received %d %d, last %d, mutex %d\n", what, died, sent, sent_triple, received, got,
           other[2], hop_mutex_try_lock(&mutex));
    hop_mutex_unlock(&mutex);
    died = received = 0;
}

#ifdef READ_ONLY
// Armv7-M ARM, B3.5: 32 bytes that may be read.
static void protect(void *place)
{
    *(volatile uint32_t *)0xe000ed9c = (uintptr_t)place | 0x10;
    *(volatile uint32_t *)0xe000eda0 = 6u << 24 | 4 << 1 | 1;
    *(volatile uint32_t *)0xe000ed94 = 5;
    __asm volatile("dsb\n\tisb" ::: "memory");
}
#endif

int main(void)
{
    hop_channel_init(&words, word_slots, 2, 4);
    hop_channel_init(&triples, triple_slots, 2, 12);
    hop_flags_init(&flags);
    bad = (void *)no_memory();
    // CHECK: nobody waits: died 11, sent 0 0, received 0 0, last 3, mutex -5
    let_all_die();
    pass_around("nobody waits");
    // CHECK-NEXT: one waits: died 11, sent 0 0, received 200 0, last 3, mutex -5
    start(2, receiver, 2);
    let_all_die();
    pass_around("one waits");
    // CHECK-NEXT: a handler: died 1, sent 0 0, received 100 0, last 3, mutex 0
    interrupts_enable();
    interrupt_raise(10);
    pass_around("a handler");
#ifdef READ_ONLY
    // READ-ONLY-NEXT: read only: died 7, sent 0 0, received 100 0, last 3, mutex -5
    memset(protected, 1, sizeof protected);
    protect(protected + 32);
    bad = protected + 24; // the last byte of a triple
    let_die(8);
    bad = protected + 32;
    for (int i = 4; i < CALLS; i++) {
        if (i != 7)
            let_die(i);
    }
    pass_around("read only");
#endif
    return 0;
}
