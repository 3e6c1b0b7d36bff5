// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "FreeRTOS.h"
#include "task.h"

#include <stdlib.h>

void *pvPortMalloc(size_t xSize)
{
    vTaskSuspendAll();
    void *block = malloc(xSize);
    xTaskResumeAll();
    return block;
}

void vPortFree(void *pv)
{
    vTaskSuspendAll();
    free(pv);
    xTaskResumeAll();
}
