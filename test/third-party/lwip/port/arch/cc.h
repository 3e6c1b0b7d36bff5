// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What lwIP wants to know of compiler and C library.
#pragma once

#include <hop/panic.h>
#include <stdio.h>
#include <stdlib.h>

#define LWIP_RAND() ((u32_t)rand())
#define LWIP_PLATFORM_ASSERT(message) hop_panic("lwIP: %s", message)
#define LWIP_PLATFORM_DIAG(message) printf message
