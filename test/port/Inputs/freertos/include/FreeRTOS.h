// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in for FreeRTOS, for tests of libhop/port/freertos: a small kernel with FreeRTOS's names, as far as the port and the
// tests use them, and with what matters to the port as in V10.5 and V11: where the block for a C runtime is initialised,
// switched and given back, what the ports store on the task's stack, which priorities they set, when switches are put off.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "FreeRTOSConfig.h"

#if configUSE_C_RUNTIME_TLS_SUPPORT != 1
#error "the stand-in has nothing but configUSE_C_RUNTIME_TLS_SUPPORT"
#endif
#ifndef configASSERT
#define configASSERT(x) ((void)0)
#endif

typedef long BaseType_t;
typedef unsigned long UBaseType_t;
typedef uint32_t TickType_t;
typedef uint32_t StackType_t;
typedef void (*TaskFunction_t)(void *);

#define pdFALSE ((BaseType_t)0)
#define pdTRUE ((BaseType_t)1)
#define pdPASS pdTRUE
#define pdFAIL pdFALSE
#define portMAX_DELAY ((TickType_t)0xffffffff)
#define pdMS_TO_TICKS(ms) ((TickType_t)((uint64_t)(ms) * configTICK_RATE_HZ / 1000))

#include "portmacro.h"

#ifdef __cplusplus
extern "C" {
#endif

StackType_t *pxPortInitialiseStack(StackType_t *pxTopOfStack, TaskFunction_t pxCode, void *pvParameters);
BaseType_t xPortStartScheduler(void);
void *pvPortMalloc(size_t xSize);
void vPortFree(void *pv);

#ifdef __cplusplus
}
#endif
