// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the demo says about a document.
#pragma once

#include "documents.h"
#include "service.h"

void report_document(const struct document *document,
                     const struct service_result *result);

// Instructions for a number of timer counts, under QEMU's -icount shift=7.
uint32_t report_instructions(uint32_t cycles);
