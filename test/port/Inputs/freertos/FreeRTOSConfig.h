// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a firmware has there in any case.
#define configCPU_CLOCK_HZ 25000000
#define configTICK_RATE_HZ 1000
#define INCLUDE_vTaskSuspend 1
#define configMINIMAL_STACK_SIZE 320
#define configKERNEL_INTERRUPT_PRIORITY 0xff
#define configMAX_SYSCALL_INTERRUPT_PRIORITY 0x20
