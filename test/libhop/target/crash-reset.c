// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Crash records outlive a reset: a panic, an overflow, a fault and a kill of the run before are there, and
// what ended it, in order and whole. The end itself: the record, then the hook, then a reset.
//
// RUN: %every_core -Os -Wl,--defsym=__hop_fatal_action=1,--defsym=__hop_crash_records=5 %s
//
// CHECK:      run 1: no record
// CHECK:      hook: fatal 'the end'
// CHECK:      hop: fatal: the end in task 'main'
// CHECK:      hop:   reset
// CHECK:      run 2
// CHECK-NEXT: 5: fatal 'the end' in 'main' of generation 0
// CHECK-NEXT: 4: kill 'not wanted any more' in 'worker' of generation 3
// CHECK-NEXT: 3: fault '{{bus error by a data access|unaligned access}}' in 'worker' of generation 2, r4 r5 r0 right, address {{f0000000|20000002}}, skipped
// CHECK-NEXT: 2: overflow 'stack overflow' in 'worker' of generation 1, asked {{[1-9]}}
// CHECK-NEXT: 1: panic 'number 42' in 'worker' of generation 0, chain {{[1-9]}}
// CHECK-NEXT: no more
// CHECK-NEXT: after clear: none, next is 7
#include "Inputs/fault.h"

#include <hop/hop.h>
#include <stdio.h>
#include <stdlib.h>

void hop_fatal(const char *reason, uintptr_t pc); // libhop's own

static struct hop_task worker;
static _Alignas(8) unsigned char stack[3072];
static volatile int sink;

int main(void);

__attribute__((section(".noinit"))) static uint32_t runs[2]; // the count and its complement

__attribute__((noinline)) static void overflow(int n)
{
    volatile char frame[200];
    frame[n % 200] = 1;
    overflow(n + 1);
    sink += frame[n % 200];
}

__attribute__((noinline)) static void fault(void)
{
    __asm volatile("movs r4, #0x44\nmovs r5, #0x55\nmov r0, %0\nstr r4, [r0]" ::"r"(no_memory())
                   : "r0", "r4", "r5", "memory");
}

static void work(void *unused)
{
    (void)unused;
    switch (hop_task_generation(&worker)) {
    case 0:
        hop_panic("number %d", 42);
    case 1:
        overflow(0);
        break;
    case 2:
        fault();
        break;
    case 3:
        hop_task_kill(&worker, "not wanted any more");
        break;
    }
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    (void)info;
}

// By semihosting: the C library may be in any state.
static void print(const char *text)
{
    enum { SYS_WRITE0 = 4 };
    __asm volatile("movs r0, %0\nmov r1, %1\nbkpt #0xab" ::"i"(SYS_WRITE0), "r"(text) : "r0", "r1", "memory");
}

static const char *const kinds[] = {"?", "panic", "overflow", "kill", "fault", "fatal"};

void hop_fatal_hook(const struct hop_crash_record *record)
{
    if (record->core[15] == (uintptr_t)main)
        print("hook: "), print(kinds[record->kind]), print(" '"), print(record->reason), print("'\n");
}

static void show(const struct hop_crash_record *record)
{
    printf("%u: %s '%s' in '%s' of generation %u", (unsigned)record->sequence, kinds[record->kind], record->reason,
           record->task, (unsigned)record->generation);
    if (record->kind == HOP_CRASH_FAULT)
        printf(", r4 r5 r0 %s, address %x%s",
               record->core[4] == 0x44 && record->core[5] == 0x55 && record->core[0] == NO_MEMORY ? "right" : "wrong",
               (unsigned)record->address, record->flags == HOP_CRASH_SKIPPED ? ", skipped" : "");
    if (record->kind == HOP_CRASH_OVERFLOW)
        printf(", asked %u", (unsigned)record->bytes_asked);
    if (record->kind == HOP_CRASH_PANIC)
        printf(", chain %u", (unsigned)record->chain_length);
    printf("\n");
}

int main(void)
{
    struct hop_crash_record record;
    bool is_first = runs[0] != ~runs[1];
    runs[0] = is_first ? 1 : runs[0] + 1;
    runs[1] = ~runs[0];
    if (is_first) {
        printf("run 1: %s\n", hop_crash_record_read(0, &record) == HOP_OK ? "a record" : "no record");
        hop_task_create(&worker, &(struct hop_task_config){
            .name = "worker", .entry = work, .stack = stack, .stack_size = sizeof stack, .priority = 20});
        fflush(stdout);
        hop_fatal("the end", (uintptr_t)main);
    }
    printf("run %u\n", (unsigned)runs[0]);
    for (unsigned age = 0; hop_crash_record_read(age, &record) == HOP_OK; age++)
        show(&record);
    printf("no more\n");
    hop_crash_record_clear();
    int left = hop_crash_record_read(0, &record);
    hop_task_create(&worker, &(struct hop_task_config){
        .name = "worker", .entry = work, .stack = stack, .stack_size = sizeof stack, .priority = 20});
    for (unsigned age = 0; hop_crash_record_read(age, &record) == HOP_OK; age++)
        ;
    printf("after clear: %s, next is %u\n", left == HOP_INVALID ? "none" : "some", (unsigned)record.sequence);
    return runs[0] == 2 ? 0 : 1;
}
