// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is kept of a fatal end: a hardware fault, an unexpected interrupt, a
// broken kernel invariant. It survives a reset that leaves RAM powered.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HOP_FATAL_MAGIC 0x48464154u // "HFAT": the record is valid

struct hop_fatal_record {
    uint32_t magic;
    const char *reason;
    const char *task; // that ran, NULL before the first one
    uintptr_t pc, lr, sp, address;
    uint32_t exception; // number of the handler, 0 in a task
    uint32_t xpsr, status, hard_status;
};

// Fields that the fatal path does not know are 0.
extern struct hop_fatal_record hop_fatal_record;

#ifdef __cplusplus
}
#endif
