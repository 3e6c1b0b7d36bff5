// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What lwIP wants to know of the compiler and of the program around it.
#pragma once

#include <stdint.h>

// In the driver.
uint32_t lwip_random(void);
void lwip_stop(const char *message);

#define LWIP_RAND() lwip_random()
#define LWIP_PLATFORM_ASSERT(message) lwip_stop(message)
#define LWIP_PLATFORM_DIAG(message)
