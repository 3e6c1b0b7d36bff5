// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "hop/port.h"
#include "stack/stacklet.h"

HOP_CHECKED void hop_stack_trim(void)
{
    hop_port_suspend(); // hop_task_kill_now comes between no two of its steps
    hop_runtime_park(hop_port_self());
    hop_port_resume();
}
