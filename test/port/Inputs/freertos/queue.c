// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Mutexes of the stand-in. Who waits looks again at each tick.
#include "FreeRTOS.h"
#include "semphr.h"

struct QueueDefinition {
    TaskHandle_t holder;
    UBaseType_t depth;
};

SemaphoreHandle_t xSemaphoreCreateMutex(void)
{
    SemaphoreHandle_t mutex = pvPortMalloc(sizeof *mutex);
    if (mutex != NULL)
        *mutex = (struct QueueDefinition){0};
    return mutex;
}

SemaphoreHandle_t xSemaphoreCreateRecursiveMutex(void)
{
    return xSemaphoreCreateMutex();
}

static BaseType_t take_now(SemaphoreHandle_t mutex)
{
    taskENTER_CRITICAL();
    BaseType_t taken = mutex->holder == NULL;
    if (taken)
        mutex->holder = xTaskGetCurrentTaskHandle();
    taskEXIT_CRITICAL();
    return taken;
}

BaseType_t xSemaphoreTake(SemaphoreHandle_t xSemaphore, TickType_t xTicksToWait)
{
    for (; !take_now(xSemaphore); xTicksToWait -= xTicksToWait != portMAX_DELAY) {
        if (xTicksToWait == 0)
            return pdFALSE;
        vTaskDelay(1);
    }
    return pdTRUE;
}

BaseType_t xSemaphoreGive(SemaphoreHandle_t xSemaphore)
{
    BaseType_t given = xSemaphore->holder == xTaskGetCurrentTaskHandle();
    if (given)
        xSemaphore->holder = NULL;
    return given;
}

BaseType_t xSemaphoreTakeRecursive(SemaphoreHandle_t xMutex, TickType_t xTicksToWait)
{
    if (xMutex->holder != xTaskGetCurrentTaskHandle() && !xSemaphoreTake(xMutex, xTicksToWait))
        return pdFALSE;
    xMutex->depth++;
    return pdTRUE;
}

BaseType_t xSemaphoreGiveRecursive(SemaphoreHandle_t xMutex)
{
    if (xMutex->holder != xTaskGetCurrentTaskHandle())
        return pdFALSE;
    return --xMutex->depth == 0 ? xSemaphoreGive(xMutex) : pdTRUE;
}
