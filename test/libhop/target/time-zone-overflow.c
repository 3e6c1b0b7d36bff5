// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task whose stack is too small for localtime, by however much, leaves no half of a time zone behind, which all tasks share.
#include <hop/hop.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static struct hop_task worker;
static _Alignas(8) unsigned char stack[1600];
static const time_t when = 1700000000;
static unsigned died;

void hop_panic_hook(const struct hop_panic_info *info)
{
    (void)info;
    died++;
}

static void work(void *unused)
{
    struct tm local;
    (void)unused;
    localtime_r(&when, &local);
}

static bool is_right(void)
{
    char text[16];
    strftime(text, sizeof text, "%H:%M %Z", localtime(&when));
    return strcmp(text, "23:13 CET") == 0;
}

static void run(unsigned size)
{
    setenv("TZ", "NZST-12NZDT,M9.5.0,M4.1.0/3", 1);
    tzset();
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    int result = hop_task_create(&worker, &(struct hop_task_config){.name = "worker", .entry = work, .stack = stack,
        .stack_size = size, .priority = 20, .restart = HOP_RESTART_NEVER});
    if (result != HOP_OK)
        hop_panic("no task of %u bytes", size);
    hop_task_join(&worker);
}

int main(void)
{
    unsigned wrong = 0;
    for (unsigned size = HOP_STACK_MIN; size <= sizeof stack; size += 8) {
        run(size);
        wrong += !is_right();
    }
    // CHECK: wrong after 0
    printf(died > 10 ? "wrong after %u\n" : "hardly any has died, wrong after %u\n", wrong);
    return 0;
}
