// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A ring of one record, and a more urgent task that dies while another one does, after every few instructions of that death: what
// is read then is of one of the two, in all its parts, or no record.
//
// RUN: %clang_v7em -Os -Wl,--defsym=__hop_crash_records=1 %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -O2 -Wl,--defsym=__hop_crash_records=1 %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang --target=thumbv6m -Os -Wl,--defsym=__hop_crash_records=1 %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
//
// CHECK: of both: 0, of the first: some, of the second: many
#include "Inputs/systick.h"

#include <hop/hop.h>

#include <stdio.h>
#include <string.h>

enum { STEP = 7 };

static const char text_of_low[] = "low", text_of_high[] = "high";
static struct hop_task low, high;
static _Alignas(8) unsigned char low_stack[2048], high_stack[2048];
static struct hop_semaphore go = HOP_SEMAPHORE(0, 1);
static volatile bool armed;
static unsigned counts, mixed, of_low, of_high;

static void stop_timer(void)
{
    SYSTICK->reload = SYSTICK_NEVER;
    SYSTICK->value = 0;
}

void SysTick_Handler(void)
{
    stop_timer();
    if (armed)
        hop_semaphore_give(&go);
    armed = false;
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    (void)info;
}

static void die_low(void *unused)
{
    (void)unused;
    SYSTICK->reload = counts;
    armed = true;
    SYSTICK->value = 0;
    hop_panic(text_of_low);
}

static void die_high(void *unused)
{
    (void)unused;
    hop_semaphore_take(&go);
    hop_panic(text_of_high);
}

// r0 and SP are stored at the beginning of a death, the name and the text later.
static bool is_of(const struct hop_crash_record *record, const char *text, const unsigned char *stack)
{
    return record->core[0] == (uint32_t)(uintptr_t)text && record->core[13] - (uint32_t)(uintptr_t)stack <= 2048 &&
           strcmp(record->task, text) == 0 && strcmp(record->reason, text) == 0;
}

static void look(void)
{
    struct hop_crash_record record;
    if (hop_crash_record_read(0, &record) != HOP_OK)
        return;
    if (is_of(&record, text_of_low, low_stack))
        of_low++;
    else if (is_of(&record, text_of_high, high_stack))
        of_high++;
    else
        mixed++;
}

static void create(struct hop_task *task, const char *name, void (*entry)(void *), void *stack, int above,
                   enum hop_restart_policy restart)
{
    hop_task_create(task, &(struct hop_task_config){.name = name, .entry = entry, .stack = stack, .stack_size = 2048,
        .priority = (unsigned)(HOP_PRIORITY_MAIN + above), .restart = restart});
}

int main(void)
{
    create(&high, text_of_high, die_high, high_stack, 2, HOP_RESTART_ALWAYS);
    bool came;
    do {
        counts += STEP;
        create(&low, text_of_low, die_low, low_stack, 1, HOP_RESTART_NEVER);
        hop_task_join(&low);
        stop_timer(); // if it has not come by now, it does not
        came = !armed;
        armed = false;
        look();
    } while (came);
    printf("of both: %u, of the first: %s, of the second: %s\n", mixed, of_low > 0 ? "some" : "none",
           of_high > 100 ? "many" : "few");
    return 0;
}
