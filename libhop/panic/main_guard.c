// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "panic/main_guard.h"

#include "hop/fatal.h"

// What noticed it is not where it was.
void hop_main_guard_report(void)
{
    hop_fatal("a handler has overflowed the main stack", 0);
}
