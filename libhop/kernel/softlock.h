// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The soft-lock as the kernel uses it: the protocol is at the top of hop/softlock.h.
#pragma once

#include "kernel/assert.h"

#define HOP_SOFTLOCK_ASSERT(holds, text) hop_assert(holds, text)
#include "hop/softlock.h"
