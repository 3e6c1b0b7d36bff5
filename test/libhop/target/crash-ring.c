// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The ring of crash records: what is in RAM after power-up is no record, the oldest ones give way, one damaged bit
// spoils one record and no other, tasks that die across each other have a record each, and so has a handler.
//
// RUN: %every_core -Os %s
//
// CHECK:      garbage: none
// CHECK-NEXT: 9 panics: 9 8 7 6
// CHECK-NEXT: a bit of 8 wrong: 9 7 6
// CHECK-NEXT: at {{20000010|28000000}}, checksum right
// CHECK-NEXT: across: inner, outer
// CHECK-NEXT: handler: exception 26, overflow, task 'a handler', outcome 3
// CHECK-NEXT: unfinished: panic 'in the cleanup''s cleanup' flags 1
// CHECK-NEXT: finished: flags 2
// CHECK:      hop: crash {{[0-9]+}}: panic: printed 7 in task 'worker'
// CHECK-NEXT: hop:   at @0x{{[0-9a-f]+.*}} called from @0x{{.*}} (sp 0x{{.*}})
// CHECK-NEXT: hop:   called from @0x
// CHECK-NEXT: hop:   {{[0-9]+}} ms after reset, {{[0-9]+}} restarts before
#include "Inputs/isr_cases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern struct hop_crash_record __hop_crash_start[], __hop_crash_end[];

static struct hop_task worker, other;
static _Alignas(8) unsigned char worker_stack[3072], other_stack[3072];
static struct hop_crash_record record;
static void (*volatile body)(void);

static void run(void *unused)
{
    (void)unused;
    body();
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    (void)info;
}

static void die(void (*how)(void))
{
    body = how;
    hop_task_create(&worker, &(struct hop_task_config){
        .name = "worker", .entry = run, .stack = worker_stack, .stack_size = sizeof worker_stack,
        .priority = HOP_PRIORITY_MAIN + 1, .restart = HOP_RESTART_NEVER});
}

static void show_all(void)
{
    for (unsigned age = 0; hop_crash_record_read(age, &record) == HOP_OK; age++)
        printf(" %u", (unsigned)record.sequence);
    printf("\n");
}

static void fill_with_garbage(void)
{
    unsigned char *byte = (unsigned char *)__hop_crash_start;
    for (; byte < (unsigned char *)__hop_crash_end; byte++)
        *byte = (unsigned char)rand();
    for (struct hop_crash_record *r = __hop_crash_start; r < __hop_crash_end; r++) {
        r->magic = HOP_CRASH_MAGIC;
        r->size = sizeof *r;
    }
}

static void damage(uint32_t sequence)
{
    for (struct hop_crash_record *r = __hop_crash_start; r < __hop_crash_end; r++) {
        if (r->sequence == sequence)
            r->reason[3] ^= 4;
    }
}

// As libhop/CRASH.md has it.
static bool is_checksum_right(void)
{
    const uint32_t *word = (const uint32_t *)&record + 2;
    uint32_t h = 2166136261u;
    for (int i = 0; i < 68; i++)
        h = (h ^ word[i]) * 16777619u;
    return h == record.checksum;
}

static void inner(void)
{
    hop_panic("inner");
}

// While it dies, another one does.
static void start_inner(int *unused)
{
    (void)unused;
    void (*outer)(void) = body;
    body = inner;
    hop_task_create(&other, &(struct hop_task_config){
        .name = "other", .entry = run, .stack = other_stack, .stack_size = sizeof other_stack,
        .priority = HOP_PRIORITY_MAIN + 2, .restart = HOP_RESTART_NEVER});
    body = outer;
}

static void outer(void)
{
    __attribute__((cleanup(start_inner), unused)) int local;
    hop_panic("outer");
}

HOP_ISR void DUALTIMER_Handler(void)
{
    overflows();
}
HOP_ISR void PWM0_Handler(void)
{
    overflows();
}
HOP_ISR void PPC_Handler(void)
{
    overflows();
}

bool hop_isr_panic_hook(unsigned exception, const struct hop_panic_info *info)
{
    (void)exception, (void)info;
    return false;
}

static void show_unfinished(int *unused)
{
    (void)unused;
    hop_crash_record_read(0, &record);
    hop_panic("second");
}

static void unfinished(void)
{
    __attribute__((cleanup(show_unfinished), unused)) int local;
    hop_panic("in the %s's %s", "cleanup'", "cleanup");
}

static void printed(void)
{
    hop_panic("printed %d", 7);
}

int main(void)
{
    fill_with_garbage();
    printf("garbage: %s\n", hop_crash_record_read(0, &record) == HOP_OK ? "a record" : "none");
    for (int i = 0; i < 9; i++)
        die(inner);
    printf("9 panics:"), show_all();
    damage(8);
    printf("a bit of 8 wrong:"), show_all();

    hop_crash_record_read(0, &record);
    printf("at %x, checksum %s\n", (unsigned)(uintptr_t)__hop_crash_start, is_checksum_right() ? "right" : "wrong");

    die(outer);
    hop_crash_record_read(0, &record);
    printf("across: %s, ", record.reason);
    hop_crash_record_read(1, &record);
    printf("%s\n", record.reason);

    NVIC_ISER0 = 1 << 10;
    NVIC_ISPR0 = 1 << 10;
    __asm volatile("dsb\n\tisb" ::: "memory");
    hop_crash_record_read(0, &record);
    printf("handler: exception %u, %s, task '%s', outcome %u\n", record.exception,
           record.kind == HOP_CRASH_OVERFLOW ? "overflow" : "?", record.task, record.outcome);

    die(unfinished);
    printf("unfinished: %s '%s' flags %u\n", record.kind == HOP_CRASH_PANIC ? "panic" : "?", record.reason, record.flags);
    hop_crash_record_read(0, &record);
    printf("finished: flags %u\n", record.flags);
    fflush(stdout);

    die(printed);
    hop_crash_record_read(0, &record);
    hop_crash_record_print(&record);
    return 0;
}
