// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// To be included at the end of FreeRTOSConfig.h: where FreeRTOS calls libhop's runtime. The block for a C runtime that FreeRTOS
// has in each task control block (since V10.5.0) is the runtime's; the kernel's sources stay as they are.
#pragma once

#ifndef __ASSEMBLER__

#include <hop/runtime.h>

// In each task control block. Written by task.c alone.
struct hop_freertos_task {
    struct hop_runtime runtime; // must be first
    void *handle;               // TaskHandle_t
    void (*entry)(void *);
    void *argument;
    uint32_t restarts;
    // What newlib keeps for each task, while that does not run.
    int error;
    void *conversions;
    struct hop_freertos_task *next; // of all tasks
};

#ifdef __cplusplus
extern "C" {
#endif

// A task is being made, with the stack [stack, top) and the function *entry, which is replaced. Context: xTaskCreate and
// its like.
void hop_freertos_task_init(struct hop_freertos_task *task, void *handle, void *stack, void *top, const char *name,
                            void (**entry)(void *), void *argument);

// It is the current one from now on. Context: vTaskSwitchContext, and vTaskStartScheduler.
void hop_freertos_task_switched(struct hop_freertos_task *task);

// It does not run any more and its memory is about to be given back. Context: a task.
void hop_freertos_task_deleted(struct hop_freertos_task *task);

#ifdef __cplusplus
}
#endif

#endif

#define configUSE_C_RUNTIME_TLS_SUPPORT 1
#define configTLS_BLOCK_TYPE struct hop_freertos_task
// Expanded in prvInitialiseNewTask, of which pxNewTCB, pxTopOfStack, pxTaskCode and pvParameters are.
#define configINIT_TLS_BLOCK(xTLSBlock, ...)                                                                     \
    hop_freertos_task_init(&(xTLSBlock), pxNewTCB, pxNewTCB->pxStack, pxTopOfStack, pxNewTCB->pcTaskName, &pxTaskCode, \
                           pvParameters)
#define configSET_TLS_BLOCK(xTLSBlock) hop_freertos_task_switched(&(xTLSBlock))
#define configDEINIT_TLS_BLOCK(xTLSBlock) hop_freertos_task_deleted(&(xTLSBlock))

// The handlers of its port, by the names in libhop's vector table. SVC is libhop's, and goes on to the port's; so does SysTick
// of task.c.
#define vPortSVCHandler hop_port_svc
#define xPortPendSVHandler PendSV_Handler
#define xPortSysTickHandler hop_freertos_tick
