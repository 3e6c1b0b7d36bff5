// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// abort ends the task, not the firmware: others go on, and its cleanups run. Failed
// assertions and std::terminate come here, too. There is no SIGABRT to catch.
#include "hop/panic.h"

#include <stdlib.h>

_Noreturn void abort(void)
{
    hop_panic("abort");
}
