// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// FreeRTOS's tasks as the runtime wants them (hop/port.h).
#include "hop_freertos.h"

#include <hop/fatal.h>
#include <hop/mark.h>
#include <hop/port.h>

#include <reent.h>

#if INCLUDE_xTaskGetSchedulerState != 1 || INCLUDE_xTaskAbortDelay != 1
#error "FreeRTOSConfig.h needs INCLUDE_xTaskGetSchedulerState and INCLUDE_xTaskAbortDelay"
#endif

#define SHPR2 (*(volatile uint32_t *)0xe000ed1c)
#define SHPR2_SVC_LOWEST 0xff000000

// r4 to r11 and EXC_RETURN; with an FPU s16 to s31, too.
#if defined(__ARM_FP)
const uint32_t hop_port_switch_bytes = 104;
#else
const uint32_t hop_port_switch_bytes = 40;
#endif

#if INCLUDE_vTaskSuspend == 1
#define RESUME(handle) vTaskResume(handle)
#else
#define RESUME(handle) ((void)0)
#endif

#pragma weak hop_freertos_task_ends

static struct hop_freertos_task *tasks;

// NULL: the scheduler has not been started.
static struct hop_freertos_task *volatile current;

// ---- The five functions, and what reports tell

struct hop_runtime *hop_port_self(void)
{
    return current != NULL ? &current->runtime : NULL;
}

bool hop_port_protected(void)
{
    return xTaskGetSchedulerState() == taskSCHEDULER_SUSPENDED;
}

// Before the scheduler runs FreeRTOS's sections leave interrupts masked, and there is nobody to keep away.
void hop_port_suspend(void)
{
    if (current != NULL)
        vTaskSuspendAll();
}

void hop_port_resume(void)
{
    if (current != NULL)
        xTaskResumeAll();
    hop_kill_deliver();
}

enum hop_panic_outcome hop_port_outcome(const struct hop_runtime *runtime)
{
    const struct hop_freertos_task *task = (const struct hop_freertos_task *)runtime;
    return hop_freertos_task_ends && hop_freertos_task_ends(task->handle) ? HOP_OUTCOME_STOP : HOP_OUTCOME_RESTART;
}

uint32_t hop_port_generation(const struct hop_runtime *runtime)
{
    return ((const struct hop_freertos_task *)runtime)->restarts;
}

uint32_t hop_port_milliseconds(void)
{
    return (uint32_t)((uint64_t)xTaskGetTickCount() * 1000 / configTICK_RATE_HZ);
}

// ---- The tick

void hop_freertos_tick(void); // the port's

// A task that overflows in a section of the kernel is to die behind it, where the kernel does not tell the runtime.
void hop_arch_systick(void)
{
    hop_freertos_tick();
    hop_kill_deliver();
}

// ---- A task's life

// A function of FreeRTOS's task must not return; here it may.
static void end(void)
{
    hop_runtime_disown(&current->runtime);
    if (hop_conversions_end)
        hop_conversions_end();
    vTaskDelete(NULL);
}

static HOP_NORETURN void run(struct hop_freertos_task *task)
{
    hop_runtime_run(&task->runtime, task->entry, task->argument, end);
}

// The port has given SVC the highest priority to start the first task.
static void begin(void *unused)
{
    (void)unused;
    SHPR2 |= SHPR2_SVC_LOWEST;
    run(current);
}

HOP_NORETURN void hop_port_restart(struct hop_runtime *runtime)
{
    struct hop_freertos_task *task = (struct hop_freertos_task *)runtime;
    while (xTaskGetSchedulerState() == taskSCHEDULER_SUSPENDED)
        xTaskResumeAll();
    if (hop_conversions_recover)
        hop_conversions_recover();
    if (hop_port_outcome(runtime) == HOP_OUTCOME_STOP)
        end();
    task->restarts++;
    run(task);
}

void hop_freertos_task_init(struct hop_freertos_task *task, void *handle, void *stack, void *top, const char *name,
                            void (**entry)(void *), void *argument)
{
    size_t size = (uintptr_t)top - (uintptr_t)stack;
    if (size < HOP_STACK_MIN)
        hop_fatal("the stack of a task of FreeRTOS is smaller than HOP_STACK_MIN", (uintptr_t)*entry & ~(uintptr_t)1);
    *task = (struct hop_freertos_task){.handle = handle, .entry = *entry, .argument = argument};
    hop_runtime_init(&task->runtime, stack, size, name);
    *entry = begin;
    taskENTER_CRITICAL();
    task->next = tasks;
    tasks = task;
    taskEXIT_CRITICAL();
}

void hop_freertos_task_switched(struct hop_freertos_task *task)
{
    struct hop_freertos_task *from = current;
    if (from != NULL) {
        from->error = _impure_ptr->_errno;
        from->conversions = _impure_ptr->_mp;
    }
    current = task;
    _impure_ptr->_errno = task->error;
    _impure_ptr->_mp = task->conversions;
    hop_runtime_switch(from != NULL ? &from->runtime : NULL, &task->runtime);
}

void hop_freertos_task_deleted(struct hop_freertos_task *task)
{
    taskENTER_CRITICAL();
    struct hop_freertos_task **link = &tasks;
    while (*link != NULL && *link != task)
        link = &(*link)->next;
    if (*link != NULL)
        *link = task->next;
    taskEXIT_CRITICAL();
}

// ---- For applications

// NULL: there is no such task. The scheduler is suspended.
static struct hop_freertos_task *find(TaskHandle_t handle)
{
    struct hop_freertos_task *task = handle != NULL ? tasks : current;
    while (task != NULL && handle != NULL && task->handle != handle)
        task = task->next;
    return task;
}

static bool is_to_die(const struct hop_freertos_task *task)
{
    return task != NULL && task->runtime.kill_pending && task->runtime.phase == HOP_PHASE_RUNNING;
}

// A task that is on its way into a wait does not see the kill before that is over, hence again at each tick.
HOP_CHECKED int hop_freertos_task_kill(TaskHandle_t handle, const char *reason)
{
    hop_port_suspend();
    struct hop_freertos_task *task = find(handle);
    int result = task != NULL ? HOP_OK : HOP_INVALID;
    if (task != NULL)
        hop_runtime_kill(&task->runtime, reason);
    while (task != current && is_to_die(task)) {
        xTaskAbortDelay(task->handle);
        RESUME(task->handle);
        hop_port_resume();
        vTaskDelay(1);
        hop_port_suspend();
        task = find(handle);
    }
    hop_port_resume();
    return result;
}

HOP_CHECKED uint32_t hop_freertos_task_restarts(TaskHandle_t handle)
{
    hop_port_suspend();
    const struct hop_freertos_task *task = find(handle);
    uint32_t restarts = task != NULL ? task->restarts : 0;
    hop_port_resume();
    return restarts;
}
