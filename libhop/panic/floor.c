// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "arch/arch.h"
#include "panic/context.h"

void hop_limit_set_floor(uintptr_t floor)
{
    hop_arch_task_floor(floor);
}
