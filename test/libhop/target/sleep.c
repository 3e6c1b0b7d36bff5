// RUN: %every_core -Os -std=gnu11 %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// sleep and usleep, to their end and to a kill; sysconf.
#include <errno.h>
#include <hop/hop.h>
#include <stdio.h>
#include <unistd.h>

static struct hop_task sleeper;
static _Alignas(8) unsigned char stack[1536];
static unsigned left;

static void sleep_long(void *unused)
{
    (void)unused;
    hop_kill_defer_begin();
    left = sleep(3000000000u);
    hop_kill_defer_end();
    sleep(1);
    puts("not killed");
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    puts(info->text);
}

int main(void)
{
    uint32_t begin = hop_time_ticks();
    printf("left %u\n", sleep(2));
    printf("slept %u\n", (unsigned)(hop_time_ticks() - begin) / 10);
    begin = hop_time_ticks();
    printf("result %d\n", usleep(2001));
    printf("slept %u\n", (unsigned)(hop_time_ticks() - begin));
    // CHECK: left 0
    // CHECK-NEXT: slept 200
    // CHECK-NEXT: result 0
    // CHECK-NEXT: slept 3

    hop_task_create(&sleeper, &(struct hop_task_config){.name = "sleeper", .entry = sleep_long, .stack = stack,
        .stack_size = sizeof stack, .priority = HOP_PRIORITY_MAIN + 1, .restart = HOP_RESTART_NEVER});
    hop_task_sleep(2500);
    // CHECK-NEXT: killed
    hop_task_kill(&sleeper, "killed");
    // CHECK-NEXT: left 2999999998
    printf("left %u\n", left);
    // CHECK-NEXT: processors 1, other -1 1
    printf("processors %ld, ", sysconf(_SC_NPROCESSORS_ONLN));
    errno = 0;
    printf("other %ld %d\n", sysconf(-1), errno == EINVAL);
}
