// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// All documents over and over, in an order that changes from round to round.
#pragma once

#include "documents.h"

#include <stdbool.h>
#include <stdint.h>

// True if each document ended in every round as it did in the first one, and
// memory in use is the same after the last round as before the first.
bool endurance_run(const struct document *documents, unsigned count,
                   uint32_t rounds, uint32_t seed);
