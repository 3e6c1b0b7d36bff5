// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "arch/arch.h"

extern char hop_task_trampoline[], hop_task_trampoline_end[];

bool hop_arch_is_task_start(uintptr_t pc)
{
    uintptr_t start = (uintptr_t)hop_task_trampoline & ~(uintptr_t)1;
    return pc >= start && pc <= (uintptr_t)hop_task_trampoline_end;
}
