// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Life of a task: creation, priority, restart, end.
#include "hop/task.h"

#include "hop/port.h"
#include "panic/fatal.h"
#include "kernel/instance.h"
#include "kernel/join.h"
#include "kernel/mutex.h"
#include "kernel/sched.h"
#include "kernel/supervise.h"
#include "kernel/suspend.h"
#include "kernel/task.h"
#include "kernel/tls.h"
#include "kernel/wait.h"
#include "stack/stacklet.h"

// A program that names it has it.
#pragma weak hop_growth

struct hop_task *hop_task_first;

void hop_task_link(struct hop_task *task)
{
    task->next_task = hop_task_first;
    hop_task_first = task;
}

static void unlink_task(struct hop_task *task)
{
    struct hop_task **link = &hop_task_first;
    while (*link != task)
        link = &(*link)->next_task;
    *link = task->next_task;
}

// A stack above the main stack would put the task's limit above a handler's SP.
static bool is_stack_valid(const struct hop_task_config *config)
{
    uintptr_t base = (uintptr_t)config->stack;
    uintptr_t end = (uintptr_t)__hop_handler_stack_base;
    size_t size = config->stack_size;
    size_t least = config->growth ? HOP_STACK_MIN_GROWING : HOP_STACK_MIN;
    if (size < least + hop_tls_room_if_any())
        return false;
    if (base == 0 && !config->growth)
        return false;
    return base < end && size <= end - base; // base 0: of the heap
}

static bool is_valid(const struct hop_task *task,
                     const struct hop_task_config *config)
{
    return task && config && !hop_task_is_in_use(task) && config->name &&
           config->entry && is_stack_valid(config) &&
           config->priority >= HOP_PRIORITY_MIN &&
           config->priority <= HOP_PRIORITY_MAX &&
           (config->restart == HOP_RESTART_ALWAYS ||
            config->restart == HOP_RESTART_NEVER) &&
           (!config->supervision || (config->supervision->ops && config->supervision->ops->is_valid(config)));
}

// `block`: of the heap, for the stack object; NULL if the configuration has one.
static void fill_stack(struct hop_task *task, const struct hop_task_config *config,
                       void *block)
{
    void *stack = block ? block : config->stack;
    hop_runtime_init(&task->runtime, stack, hop_tls_rest(stack, config->stack_size), config->name);
    const struct hop_growth_ops *growth = config->growth;
    if (!growth && hop_stack_is_stressed())
        growth = &hop_growth;
    if (growth)
        hop_runtime_let_grow(&task->runtime, growth, block, config->stack_limit,
                             config->stack_profile);
    if (hop_tls_begin)
        hop_tls_begin(task);
}

// Everything but the stack, in a zeroed or ended task.
static void fill(struct hop_task *task, const struct hop_task_config *config,
                 enum hop_panic_outcome outcome)
{
    task->entry = config->entry;
    task->argument = config->argument;
    task->supervision = config->supervision;
    task->base_priority = (uint8_t)config->priority;
    task->priority = (uint8_t)config->priority;
    task->outcome = (uint8_t)outcome;
    task->generation = 0;
    task->notified = (struct hop_count){{0}};
    task->libc_error = 0;
    task->libc_conversions = NULL;
    task->cycles = 0;
    task->kill_untold = false;
    task->suspension = HOP_SUSPENSION_NONE;
    task->turn = 0;
    task->state = HOP_TASK_UNUSED;
}

void hop_task_prepare_run(struct hop_task *task)
{
    const struct hop_supervision_ops *ops = hop_supervision_of(task);
    void *copy = ops ? ops->begin_life(task) : NULL;
    hop_arch_context_init(&task->context, copy ? (uintptr_t)copy : task->runtime.top, task->entry,
                          copy ? copy : task->argument);
}

int hop_task_start(struct hop_task *task, const struct hop_task_config *config,
                   enum hop_panic_outcome outcome)
{
    void *block = NULL;
    if (!config->stack)
        block = config->growth->allocate_object(config->stack_size);
    if (!config->stack && !block)
        return HOP_NO_MEMORY;
    fill_stack(task, config, block);
    fill(task, config, outcome);
    hop_task_prepare_run(task);
    hop_kernel_enter();
    hop_task_link(task);
    hop_wait_end(task, HOP_OK);
    hop_kernel_leave();
    return HOP_OK;
}

int hop_task_create_checked(struct hop_task *task, const struct hop_task_config *config)
{
    hop_kernel_check_task("hop_task_create in a handler");
    if (!is_valid(task, config))
        return HOP_INVALID;
    // The configuration may lie in the task's stack, and the task has run before this goes on.
    const struct hop_supervision *plan = config->supervision;
    int result = hop_task_start(task, config,
                                config->restart == HOP_RESTART_NEVER ? HOP_OUTCOME_STOP
                                                                     : HOP_OUTCOME_RESTART);
    if (result == HOP_OK && plan)
        plan->ops->announce(plan);
    return result;
}

HOP_CHECKED int hop_task_create(struct hop_task *task,
                                const struct hop_task_config *config)
{
    return hop_task_create_checked(task, config);
}

// Takes more stack than a call without a check may.
HOP_CHECKED __attribute__((noinline)) static HOP_NORETURN void refuse_yield(void)
{
    hop_kernel_refuse("hop_task_yield in a handler");
}

// By a handler, it would meet the switch exception where that takes the running task for ready. `minsize` has constants
// loaded by one instruction each.
__attribute__((minsize)) void hop_task_yield(void)
{
    if (hop_arch_in_handler())
        refuse_yield();
    hop_sched_yield();
}

struct hop_task *hop_task_self(void)
{
    return hop_sched.current;
}

const char *hop_task_name(const struct hop_task *task)
{
    return task->runtime.name;
}

uint32_t hop_task_generation(const struct hop_task *task)
{
    return task->generation;
}

unsigned hop_task_priority(const struct hop_task *task)
{
    return task->priority;
}

HOP_CHECKED int hop_task_set_priority(struct hop_task *task, unsigned priority)
{
    if (!task || !hop_task_is_in_use(task) || task->base_priority == HOP_PRIORITY_IDLE ||
        priority < HOP_PRIORITY_MIN || priority > HOP_PRIORITY_MAX)
        return HOP_INVALID;
    hop_kernel_enter();
    task->base_priority = (uint8_t)priority;
    hop_mutex_update_priority(task);
    hop_kernel_leave();
    return HOP_OK;
}

HOP_CHECKED HOP_NORETURN void hop_task_exit(void)
{
    hop_kernel_check_blocking("hop_task_exit where blocking is not allowed");
    if (hop_tls_end)
        hop_tls_end();
    if (hop_instance_settle)
        hop_instance_settle(hop_sched.current);
    hop_task_end();
}

// Mutexes that it owns may be in blocks that it owns.
static void give_mutexes_up(struct hop_task *self)
{
    if (!self->held)
        return;
    hop_kernel_enter();
    hop_mutex_release_all(self, NULL);
    hop_kernel_leave();
}

// A kill on the way would find it half ended.
HOP_NORETURN void hop_task_end(void)
{
    struct hop_task *self = hop_sched.current;
    hop_kill_defer_begin();
    if (hop_conversions_end)
        hop_conversions_end();
    give_mutexes_up(self);
    hop_runtime_disown(&self->runtime);
    hop_kernel_enter();
    unlink_task(self);
    hop_sched_block(HOP_TASK_ENDED);
    hop_join_wake(self);
    hop_kernel_leave();
    hop_fatal("an ended task ran", 0);
}

// The kernel call behind hop_arch_restart: nothing of the old run is on the
// stack any more once this returns.
struct hop_arch_context *hop_task_rearm(void)
{
    struct hop_task *self = hop_sched.current;
    hop_assert(!hop_sched.suspended && !self->held && !self->suspension,
               "restart: kernel state held");
    hop_task_count_life(self);
    self->kill_untold = false;
    hop_runtime_reset(&self->runtime);
    if (hop_tls_begin)
        hop_tls_begin(self);
    hop_task_prepare_run(self);
    return &self->context;
}
