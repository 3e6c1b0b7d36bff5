// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "arch/arch.h"
#include "hop/runtime.h"

bool hop_runtime_in_handler(void)
{
    return hop_arch_in_handler();
}

void hop_runtime_call(struct hop_runtime *runtime, void (*function)(void *), void *argument)
{
    hop_arch_call(function, argument, &runtime->top);
    hop_runtime_disown(runtime);
}

HOP_NORETURN void hop_runtime_run(struct hop_runtime *runtime, void (*entry)(void *), void *argument,
                                  void (*end)(void))
{
    hop_runtime_reset(runtime);
    hop_arch_run(runtime->top, entry, argument, end);
}
