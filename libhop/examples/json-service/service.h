// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The JSON service: a task that parses one document after another, and what
// became of each.
#pragma once

#include "summary.h"

#include "hop/hop.h"

#include <stddef.h>
#include <stdint.h>

// Most that one document may take from the heap.
#define SERVICE_BUDGET_BYTES 32768

enum service_outcome {
    SERVICE_PARSED,
    SERVICE_INVALID,   // not JSON: see error_offset
    SERVICE_TOO_LARGE, // JSON as far as it was read, but over the budget
    SERVICE_PANICKED,  // the task died of it, and runs again
};

struct service_result {
    enum service_outcome outcome;
    struct summary summary; // SERVICE_PARSED
    size_t error_offset;    // SERVICE_INVALID, SERVICE_TOO_LARGE
    size_t heap_before;     // bytes in use when the document arrived
    size_t heap_after;      // and when it had been dealt with
    // SERVICE_PANICKED
    struct hop_panic_info panic;
    uint32_t restart_cycles; // trap to first statement of the restarted task
};

void service_start(void);

// Has the document parsed by the service task. The text must stay until then.
void service_parse(const char *text, size_t length,
                   struct service_result *result);

// How often the service task has been restarted.
uint32_t service_restarts(void);
