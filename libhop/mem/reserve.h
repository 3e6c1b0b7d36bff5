// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The reserve: blocks for handlers that find the heap in use. Linked only with
// programs that call hop_mem_reserve, so others refer to it weakly.
//
// Each entry has a lock of its own, taken like a record's (record.h): a handler
// passes by an entry that the one it interrupted is just taking.
#pragma once

#include <stddef.h>
#include <stdint.h>

// A block of at least `size` bytes, or NULL. For a handler that has found the
// heap's lock held.
__attribute__((weak)) void *hop_reserve_take(size_t size);

// Replaces what was taken. Holder of the heap's lock.
__attribute__((weak)) void hop_reserve_refill(void);

// How often it has served. Holder of the heap's lock.
__attribute__((weak)) uint32_t hop_reserve_served(void);
