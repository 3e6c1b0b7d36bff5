// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// __builtin_return_address(0), where a call may have been moved to a stacklet.
#include "panic/context.h"
#include "panic/isr.h"
#include "stack/stacklet.h"

// Programs without growth have none.
#pragma weak hop_stacklet_return

void *__hop_return_address(void *address);

// Called by generated code with what it has found in LR at its entry. Context: any; the caller is
// the innermost function, so that the innermost call which was moved is its own. Its allocas have
// stacklets further in.
void *__hop_return_address(void *address)
{
    if (((uintptr_t)address | 1) != ((uintptr_t)hop_stacklet_return | 1))
        return address;
    const struct hop_stacklet *stacklet = hop_runtime_self()->stacklet;
    while (stacklet->return_address == 0)
        stacklet = stacklet->previous;
    return (void *)stacklet->return_address;
}
