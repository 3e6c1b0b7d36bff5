// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tasks of the stand-in: by priority, in turns within one, looked for in one list.
#include "FreeRTOS.h"
#include "task.h"

#include <stdbool.h>
#include <string.h>

enum state { READY, DELAYED, SUSPENDED, DELETED };

struct tskTaskControlBlock {
    volatile StackType_t *pxTopOfStack; // must be first
    StackType_t *pxStack;
    UBaseType_t uxPriority;
    TickType_t xWakeTime;
    volatile enum state state;
    uint32_t turn; // when it was chosen
    struct tskTaskControlBlock *next;
    char pcTaskName[12];
    configTLS_BLOCK_TYPE xTLSBlock;
};

typedef struct tskTaskControlBlock TCB_t;

TCB_t *volatile pxCurrentTCB;

static TCB_t *first;
static volatile UBaseType_t uxSchedulerSuspended, xPendedTicks;
static volatile TickType_t xTickCount;
static volatile bool xYieldPending, xSchedulerRunning;

static void prvInitialiseNewTask(TaskFunction_t pxTaskCode, const char *const pcName, const uint32_t uxStackDepth,
                                 void *const pvParameters, UBaseType_t uxPriority, TCB_t *pxNewTCB)
{
    StackType_t *pxTopOfStack = &pxNewTCB->pxStack[uxStackDepth - 1];
    pxTopOfStack = (StackType_t *)((uintptr_t)pxTopOfStack & ~(uintptr_t)7);
    strncpy(pxNewTCB->pcTaskName, pcName, sizeof pxNewTCB->pcTaskName - 1);
    pxNewTCB->uxPriority = uxPriority;
    configINIT_TLS_BLOCK(pxNewTCB->xTLSBlock, pxTopOfStack);
    pxNewTCB->pxTopOfStack = pxPortInitialiseStack(pxTopOfStack, pxTaskCode, pvParameters);
}

BaseType_t xTaskCreate(TaskFunction_t pxTaskCode, const char *pcName, uint32_t uxStackDepth, void *pvParameters,
                       UBaseType_t uxPriority, TaskHandle_t *pxCreatedTask)
{
    TCB_t *task = pvPortMalloc(sizeof *task);
    if (task == NULL)
        return pdFAIL;
    memset(task, 0, sizeof *task);
    task->pxStack = pvPortMalloc(uxStackDepth * sizeof *task->pxStack);
    if (task->pxStack == NULL) {
        vPortFree(task);
        return pdFAIL;
    }
    memset(task->pxStack, 0xa5, uxStackDepth * sizeof *task->pxStack);
    prvInitialiseNewTask(pxTaskCode, pcName, uxStackDepth, pvParameters, uxPriority, task);
    if (pxCreatedTask != NULL)
        *pxCreatedTask = task;
    taskENTER_CRITICAL();
    task->next = first;
    first = task;
    taskEXIT_CRITICAL();
    if (xSchedulerRunning)
        taskYIELD();
    return pdPASS;
}

static void prvDeleteTCB(TCB_t *pxTCB)
{
    configDEINIT_TLS_BLOCK(pxTCB->xTLSBlock);
    vPortFree(pxTCB->pxStack);
    vPortFree(pxTCB);
}

static TCB_t *take_deleted(void)
{
    taskENTER_CRITICAL();
    TCB_t **link = &first;
    while (*link != NULL && (*link)->state != DELETED)
        link = &(*link)->next;
    TCB_t *task = *link;
    if (task != NULL)
        *link = task->next;
    taskEXIT_CRITICAL();
    return task;
}

static void prvIdleTask(void *unused)
{
    (void)unused;
    for (;;) {
        TCB_t *task = take_deleted();
        if (task != NULL)
            prvDeleteTCB(task);
    }
}

void vTaskDelete(TaskHandle_t xTaskToDelete)
{
    TCB_t *task = xTaskToDelete != NULL ? xTaskToDelete : pxCurrentTCB;
    task->state = DELETED;
    while (task == pxCurrentTCB)
        taskYIELD();
}

void vTaskDelay(TickType_t xTicksToDelay)
{
    vTaskSuspendAll();
    pxCurrentTCB->xWakeTime = xTickCount + xTicksToDelay;
    pxCurrentTCB->state = DELAYED;
    xTaskResumeAll();
    taskYIELD();
}

BaseType_t xTaskAbortDelay(TaskHandle_t xTask)
{
    vTaskSuspendAll();
    BaseType_t delayed = xTask->state == DELAYED;
    if (delayed) {
        xTask->state = READY;
        xYieldPending = true;
    }
    xTaskResumeAll();
    return delayed;
}

void vTaskSuspend(TaskHandle_t xTaskToSuspend)
{
    TCB_t *task = xTaskToSuspend != NULL ? xTaskToSuspend : pxCurrentTCB;
    task->state = SUSPENDED;
    taskYIELD();
}

void vTaskResume(TaskHandle_t xTaskToResume)
{
    if (xTaskToResume->state != SUSPENDED)
        return;
    xTaskToResume->state = READY;
    taskYIELD();
}

void vTaskSuspendAll(void)
{
    uxSchedulerSuspended++;
    __asm volatile("" ::: "memory");
}

BaseType_t xTaskResumeAll(void)
{
    BaseType_t yielded = pdFALSE;
    taskENTER_CRITICAL();
    if (--uxSchedulerSuspended == 0) {
        for (; xPendedTicks > 0; xPendedTicks--)
            xTaskIncrementTick();
        if (xYieldPending && xSchedulerRunning) {
            yielded = pdTRUE;
            taskYIELD();
        }
    }
    taskEXIT_CRITICAL();
    return yielded;
}

BaseType_t xTaskGetSchedulerState(void)
{
    if (!xSchedulerRunning)
        return taskSCHEDULER_NOT_STARTED;
    return uxSchedulerSuspended == 0 ? taskSCHEDULER_RUNNING : taskSCHEDULER_SUSPENDED;
}

TaskHandle_t xTaskGetCurrentTaskHandle(void)
{
    return pxCurrentTCB;
}

// Those that are deleted and not yet given back, too.
UBaseType_t uxTaskGetNumberOfTasks(void)
{
    UBaseType_t count = 0;
    vTaskSuspendAll();
    for (const TCB_t *task = first; task != NULL; task = task->next)
        count++;
    xTaskResumeAll();
    return count;
}

UBaseType_t uxTaskGetStackHighWaterMark(TaskHandle_t xTask)
{
    const TCB_t *task = xTask != NULL ? xTask : pxCurrentTCB;
    UBaseType_t words = 0;
    while (task->pxStack[words] == 0xa5a5a5a5)
        words++;
    return words;
}

TickType_t xTaskGetTickCount(void)
{
    return xTickCount;
}

BaseType_t xTaskIncrementTick(void)
{
    if (uxSchedulerSuspended != 0) {
        xPendedTicks++;
        return pdFALSE;
    }
    xTickCount++;
    BaseType_t has_rival = pdFALSE;
    for (TCB_t *task = first; task != NULL; task = task->next) {
        if (task->state == DELAYED && task->xWakeTime == xTickCount)
            task->state = READY;
        if (task->state == READY && task != pxCurrentTCB && task->uxPriority >= pxCurrentTCB->uxPriority)
            has_rival = pdTRUE;
    }
    return has_rival;
}

// Of the ready ones of the highest priority, the one that has not run for longest.
static TCB_t *choose(void)
{
    static uint32_t turn;
    TCB_t *chosen = NULL;
    for (TCB_t *task = first; task != NULL; task = task->next) {
        bool is_better = chosen == NULL || task->uxPriority > chosen->uxPriority ||
                         (task->uxPriority == chosen->uxPriority && task->turn < chosen->turn);
        if (task->state == READY && is_better)
            chosen = task;
    }
    chosen->turn = ++turn;
    return chosen;
}

void vTaskSwitchContext(void)
{
    if (uxSchedulerSuspended != 0) {
        xYieldPending = true;
        return;
    }
    xYieldPending = false;
    pxCurrentTCB = choose();
    configSET_TLS_BLOCK(pxCurrentTCB->xTLSBlock);
}

void vTaskStartScheduler(void)
{
    xTaskCreate(prvIdleTask, "IDLE", configMINIMAL_STACK_SIZE, NULL, 0, NULL);
    portDISABLE_INTERRUPTS();
    pxCurrentTCB = choose();
    configSET_TLS_BLOCK(pxCurrentTCB->xTLSBlock);
    xSchedulerRunning = true;
    xPortStartScheduler();
}
