// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A super-loop: no kernel, no tasks. Each round runs the jobs that are due. One that runs out of stack, panics,
// faults, or hangs has its cleanups run and comes back as an error; the loop goes on, and runs it again in its next
// turn.
#include "hop_job.h"

#include <hop/hop.h>
#include <stdio.h>
#include <string.h>

// SysTick, which every core has. A round should take no more than PATIENCE of its periods.
#define SYSTICK ((volatile uint32_t *)0xe000e010)
enum { PERIOD = 20000, PATIENCE = 50 };

static volatile uint32_t ticks;
static volatile uint32_t ticks_of_job;

void SysTick_Handler(void)
{
    ticks++;
    if (++ticks_of_job == PATIENCE)
        hop_job_kill("watchdog");
}

// ---- The jobs share a buffer, which is locked while one uses it.

static bool is_locked;

static void unlock(bool **lock)
{
    **lock = false;
    printf("  unlocked\n");
}

#define WITH_BUFFER __attribute__((cleanup(unlock))) bool *lock = &is_locked; is_locked = true

static int nested(const char *text)
{
    volatile char frame[64];
    frame[0] = *text;
    return *text == '(' ? nested(text + 1) + frame[0] - '(' + 1 : 0;
}

static void parse(void *text)
{
    WITH_BUFFER;
    printf("  parse: %d deep\n", nested(text));
}

static void divide(void *divisor)
{
    WITH_BUFFER;
    hop_check(*(int *)divisor != 0);
    printf("  divide: %d\n", 100 / *(int *)divisor);
}

// A driver's, with a check in front: that is where a watchdog ends a job.
static volatile bool device_is_ready;
bool device_poll(char *message, size_t size);

__attribute__((noinline)) bool device_poll(char *message, size_t size)
{
    char line[80] = "ready";
    strncpy(message, line, size);
    return device_is_ready;
}

static void wait(void *unused)
{
    (void)unused;
    WITH_BUFFER;
    char message[8];
    while (!device_poll(message, sizeof message))
        ;
    printf("  wait: %s\n", message);
}

static struct hop_job parser = {.name = "parser"}, divider = {.name = "divider"}, waiter = {.name = "waiter"};

static void run(struct hop_job *job, void (*function)(void *), void *argument)
{
    ticks_of_job = 0;
    if (hop_job_run(job, function, argument) != HOP_OK)
        printf("  %s failed, %u so far\n", job->name, (unsigned)job->panics);
}

// The default prints a report with addresses.
void hop_panic_hook(const struct hop_panic_info *info)
{
    printf("  %s\n", info->text);
}

int main(void)
{
    static char deep[4000];
    memset(deep, '(', sizeof deep - 1);
    SYSTICK[1] = PERIOD - 1;
    SYSTICK[2] = 0;
    SYSTICK[0] = 7;

    for (int round = 0; round < 3; round++) {
        int divisor = round;
        printf("round %d\n", round);
        run(&parser, parse, round == 1 ? deep : "((()))");
        run(&divider, divide, &divisor);
        device_is_ready = round != 2;
        run(&waiter, wait, NULL);
        if (is_locked)
            return 1;
    }
    printf("the loop is left, the clock %s\n", ticks != 0 ? "runs" : "stands");
    return 0;
}
