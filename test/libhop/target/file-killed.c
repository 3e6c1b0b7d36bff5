// A task that is killed anywhere in fopen, or with the stream in a variable with a cleanup, leaves no file open: there are only
// HOP_OPEN_MAX. The kill comes ever later, until the task gets to its end before it.
//
// RUN: %clang %{thumbv7em-hf} -Os -I %S/../../Inputs -I %S/../../kernel/Inputs %s -o %t.elf
// RUN: %run --icount 7 %t.elf %t.file | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "dual_timer.h"

#include <hop/config.h>
#include <hop/hop.h>
#include <stdio.h>

static struct hop_task worker, killer;
static _Alignas(8) unsigned char worker_stack[4096], killer_stack[2048];
static struct hop_semaphore fired = HOP_SEMAPHORE(0, 1);
static unsigned delay, killed;
static const char *name;

void hop_panic_hook(const struct hop_panic_info *info)
{
    (void)info;
}

void DUALTIMER_Handler(void)
{
    dual_timer_acknowledge();
    hop_semaphore_give(&fired);
}

static void kill_when_fired(void *unused)
{
    (void)unused;
    for (;;) {
        hop_semaphore_take(&fired);
        if (hop_task_kill(&worker, "killed") == HOP_OK)
            killed++;
    }
}

static void close_file(FILE **file)
{
    if (*file)
        fclose(*file);
}

static void work(void *unused)
{
    (void)unused;
    dual_timer_start(delay);
    __attribute__((cleanup(close_file))) FILE *file = fopen(name, "w");
    fputs("text", file);
}

static void create(struct hop_task *task, void (*entry)(void *), unsigned char *stack, size_t size, unsigned priority)
{
    struct hop_task_config config = {.name = "task", .entry = entry, .stack = stack, .stack_size = size,
        .priority = priority, .restart = HOP_RESTART_NEVER};
    if (hop_task_create(task, &config) != HOP_OK)
        hop_panic("cannot create a task");
}

static int count_free(void)
{
    FILE *files[HOP_OPEN_MAX];
    int count = 0;
    while (count < HOP_OPEN_MAX && (files[count] = fopen(name, "r")) != NULL)
        count++;
    for (int i = 0; i < count; i++)
        fclose(files[i]);
    return count;
}

int main(int argc, char **argv)
{
    unsigned kills = 0, before;
    name = argv[argc - 1];
    hop_irq_enable(10);
    create(&killer, kill_when_fired, killer_stack, sizeof killer_stack, 20);
    delay = 5;
    do {
        before = killed;
        create(&worker, work, worker_stack, sizeof worker_stack, 8);
        hop_task_join(&worker);
        kills += killed - before;
        delay += 11;
    } while (killed != before);
    // CHECK: killed, can open 8 of 8
    printf(kills > 50 ? "killed, can open %d of %d\n" : "hardly killed, can open %d of %d\n", count_free(), HOP_OPEN_MAX);
    return 0;
}
