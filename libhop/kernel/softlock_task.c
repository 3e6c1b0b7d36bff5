// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "kernel/preemption.h"
#include "panic/misuse.h"

HOP_CHECKED void hop_softlock_enter(struct hop_softlock *lock)
{
    hop_preemption_begin();
    if (hop_softlock_try(lock))
        return;
    hop_preemption_end();
    hop_panic_misuse("soft-lock entered twice", (uintptr_t)__builtin_return_address(0));
}

HOP_CHECKED void hop_softlock_leave(struct hop_softlock *lock, void (*drain)(struct hop_softlock *))
{
    if (!lock->held)
        hop_panic_misuse("soft-lock left too often", (uintptr_t)__builtin_return_address(0));
    hop_kill_defer_begin();
    hop_softlock_release(lock, drain);
    hop_preemption_end();
    hop_kill_defer_end();
}
