// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <stdint.h>

// What an arch knows of a fault; 0 where not known.
struct hop_fault {
    const char *what;   // static
    unsigned exception; // number of the handler that faulted, 0 in a task
    uint32_t core[16];  // r0-r15
    uintptr_t address;
    uint32_t xpsr, status, hard_status;
};
