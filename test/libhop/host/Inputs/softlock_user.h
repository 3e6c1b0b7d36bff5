// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "hop/softlock.h"

extern struct hop_softlock user_lock;
extern struct hop_softlock_record user_asked;
extern unsigned user_total; // guarded by the lock, as user_inside
extern bool user_inside;

// Full access where the lock is free, pend-only access.
void user_try_or_record(uint32_t amount);
void user_ask(uint32_t amount);

// The test's: two contexts are inside at once.
void user_met(void);
