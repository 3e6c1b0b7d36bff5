// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One job at a time is handed over through `job`, under its mutex. A panic
// leaves the job in state WORKING: that is how the restarted task knows that
// its predecessor died of it.
#include "service.h"

#include "arena.h"
#include "memory.h"

#include <stdbool.h>
#include <string.h>

enum job_state { IDLE, POSTED, WORKING, DONE };

// Guarded by job.mutex. The text and the result belong to the service task
// while the state is WORKING.
static struct {
    struct hop_mutex mutex;
    enum job_state state;
    const char *text;
    size_t length;
    struct service_result result;
} job;

static struct hop_task task;

static bool move_state(enum job_state from, enum job_state to)
{
    hop_mutex_lock(&job.mutex);
    bool moved = job.state == from;
    if (moved) {
        job.state = to;
    }
    hop_mutex_unlock(&job.mutex);
    return moved;
}

static const char *skip_space(const char *text, const char *end)
{
    while (text < end && memchr(" \t\r\n", *text, 4) != NULL) {
        text++;
    }
    return text;
}

// The panic that this demo is about starts somewhere below cJSON. It unwinds to
// here, closes the arena, and ends the task.
__attribute__((noinline)) static void parse(void)
{
    ARENA_VARIABLE arena;
    arena_open(&arena, SERVICE_BUDGET_BYTES);
    const char *end = job.text + job.length;
    const char *stopped = job.text;
    cJSON *root =
        cJSON_ParseWithLengthOpts(job.text, job.length, &stopped, false);
    if (root != NULL) {
        stopped = skip_space(stopped, end); // nothing else may follow the value
    }
    job.result.error_offset = stopped - job.text;
    if (arena.exhausted) {
        job.result.outcome = SERVICE_TOO_LARGE;
    } else if (root == NULL || stopped != end) {
        job.result.outcome = SERVICE_INVALID;
    } else {
        job.result.outcome = SERVICE_PARSED;
        job.result.summary = summary_of(root);
    }
}

static void finish(void)
{
    job.result.heap_after = arena_heap_in_use();
    move_state(WORKING, DONE);
}

static void serve(void *argument)
{
    // First, so that it measures the restart and nothing else.
    uint32_t now = hop_time_cycles();
    (void)argument;
    if (job.state == WORKING) {
        job.result.restart_cycles = now - job.result.panic.start_cycles;
        job.result.outcome = SERVICE_PANICKED;
        finish();
    }
    for (;;) {
        while (!move_state(POSTED, WORKING)) {
            hop_task_yield();
        }
        job.result.heap_before = arena_heap_in_use();
        parse();
        finish();
    }
}

// Called in the dying task, after its cleanups. The service keeps the record
// for whoever handed the document in; other tasks get the default report.
void hop_panic_hook(const struct hop_panic_info *info)
{
    if (hop_task_self() == &task && job.state == WORKING) {
        job.result.panic = *info;
        return;
    }
    hop_panic_report(info);
}

void service_start(void)
{
    arena_install();
    const struct hop_task_config config = {
        .name = "json",
        .entry = serve,
        .stack = demo_memory.json_stack,
        .stack_size = sizeof(demo_memory.json_stack),
        .priority = HOP_PRIORITY_MAIN,
        .restart = HOP_RESTART_ALWAYS,
    };
    hop_task_create(&task, &config);
}

// Both tasks have the same priority and yield to each other while they wait.
void service_parse(const char *text, size_t length,
                   struct service_result *result)
{
    job.text = text;
    job.length = length;
    job.result = (struct service_result){0};
    move_state(IDLE, POSTED);
    while (!move_state(DONE, IDLE)) {
        hop_task_yield();
    }
    *result = job.result;
}

uint32_t service_restarts(void)
{
    return hop_task_generation(&task);
}
