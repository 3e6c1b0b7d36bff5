// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "hop/crash.h"
#include "panic/text.h"

// The lines of a record, of which the caller has begun the first.
void hop_crash_print(struct hop_text *text, const struct hop_crash_record *record);
