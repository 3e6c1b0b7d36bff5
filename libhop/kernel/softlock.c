// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The rare end of a soft-lock: something was recorded.
#include "hop/softlock.h"

void hop_softlock_drain(struct hop_softlock *lock, void (*drain)(struct hop_softlock *))
{
    do {
        while (lock->pending) {
            lock->pending = false; // before draining (4.)
            hop_softlock_fence();
            drain(lock);
        }
        // As in hop_softlock_release (5.).
        hop_softlock_fence();
        lock->held = false;
        hop_softlock_fence();
    } while (lock->pending && hop_softlock_try(lock));
}
