// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// server [STACK]: a web server on port 80, an echo service on port 7, one on port 9 whose tasks are killed again and
// again while they serve, and one on each of the ports 1001 to 1000 + SMALL, whose stacks are from too small on ever
// larger. STACK is that of lwIP's own task. A line of "quit" on port 7 ends it; it then says what lwIP still has in use.
#include "echo.h"

#include <stdio.h>
#include <stdlib.h>

#include "lwip/memp.h"
#include "lwip/stats.h"

enum { SMALL = 12, SMALLEST_STACK = HOP_STACK_OVERHEAD + 360, STEP = 32, STACK = 2560 };

static struct echo service, victim, small[SMALL];
static volatile bool network_is_dead;
static unsigned kills;

// lwIP's task is not run again: what it was changing may be half-changed.
void hop_panic_hook(const struct hop_panic_info *info)
{
    if (info->reason == HOP_PANIC_KILLED && !info->reclaimed)
        kills++;
    else
        hop_panic_report(info);
    if (info->outcome == HOP_OUTCOME_RESTART)
        return;
    network_is_dead = true;
    hop_semaphore_give(&echo_quit);
}

// Whatever they are doing: the tick that wakes this task may come anywhere.
static void kill_victims(void *argument)
{
    (void)argument;
    for (;;) {
        hop_task_sleep(3 + (uint32_t)rand() % 16);
        struct echo_worker *worker = &victim.workers[rand() % ECHO_TASKS];
        if (worker->serves)
            hop_task_kill(&worker->task, "killed by the test");
    }
}

struct in_use {
    unsigned connections, pieces;
};

static struct in_use in_use(void)
{
    return (struct in_use){lwip_stats.memp[MEMP_NETCONN]->used, lwip_stats.memp[MEMP_PBUF_POOL]->used};
}

// Waits until what is being closed is closed.
static struct in_use in_use_at_last(struct in_use at_first)
{
    struct in_use now = in_use();
    for (int i = 0; i < 100 && (now.connections != at_first.connections || now.pieces != at_first.pieces); i++) {
        hop_task_sleep(50);
        now = in_use();
    }
    return now;
}

static void say_restarts(const char *what, size_t stack_size, const struct echo *of)
{
    unsigned sum = 0;
    for (int i = 0; i < ECHO_TASKS; i++)
        sum += hop_task_generation(&of->workers[i].task);
    printf("%s, %u bytes of stack: %u restarts\n", what, (unsigned)stack_size, sum);
}

static void start_killer(void)
{
    static struct hop_task killer;
    static _Alignas(8) char stack[2048];
    hop_task_create(&killer, &(struct hop_task_config){
        .name = "killer", .entry = kill_victims, .stack = stack, .stack_size = sizeof stack,
        .priority = HOP_PRIORITY_MAIN + 3});
}

// In a task of its own: if lwIP's dies now, nobody answers.
static void start_all(void *at_first)
{
    network_start();
    echo_start(&service, 7, STACK);
    echo_start(&victim, 9, STACK);
    for (int i = 0; i < SMALL; i++)
        echo_start(&small[i], (uint16_t)(1001 + i), (size_t)(SMALLEST_STACK + i * STEP));
    start_killer();
    *(struct in_use *)at_first = in_use();
    puts("ready");
    fflush(stdout);
}

static void say_all(struct in_use at_first)
{
    struct in_use at_last = in_use_at_last(at_first);
    printf("in use at first: %u connections, %u pieces\n", at_first.connections, at_first.pieces);
    printf("in use at last: %u connections, %u pieces\n", at_last.connections, at_last.pieces);
    say_restarts("echo", STACK, &service);
    printf("killed: %u times\n", kills);
    say_restarts("victim", STACK, &victim);
    for (int i = 0; i < SMALL; i++)
        say_restarts("small", (size_t)(SMALLEST_STACK + i * STEP), &small[i]);
}

int main(int argc, char **argv)
{
    static struct hop_task starter;
    static _Alignas(8) char stack[4096];
    static struct in_use at_first;
    if (argc > 1)
        network_task_stack = atoi(argv[1]);
    int error = hop_task_create(&starter, &(struct hop_task_config){
        .name = "start", .entry = start_all, .argument = &at_first, .stack = stack, .stack_size = sizeof stack,
        .priority = HOP_PRIORITY_MAIN, .restart = HOP_RESTART_NEVER});
    if (error)
        return 1;
    hop_semaphore_take(&echo_quit);
    if (network_is_dead)
        return HOP_EXIT_PANIC;
    say_all(at_first);
    return 0;
}
