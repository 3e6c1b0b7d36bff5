// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The only step of a soft-lock that is more than two instructions.
#include "kernel/softlock.h"

void hop_softlock_release(struct hop_softlock *lock, void (*drain)(void))
{
    hop_assert(lock->held, "release of a free soft-lock");
    do {
        while (lock->pending) {
            lock->pending = false; // before draining (4.)
            hop_softlock_fence();
            drain();
        }
        // A handler may record here: it is seen below (5.).
        hop_softlock_fence();
        lock->held = false;
        hop_softlock_fence();
    } while (lock->pending && hop_softlock_try(lock));
}
