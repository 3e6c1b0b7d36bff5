// RUN: sh %S/Inputs/verify.sh %s %t
// RUN: sh %S/Inputs/verify.sh %s %t NO_OVERFLOW
// RUN: sh %S/Inputs/verify.sh %s %t OVERFLOW_CLEARED_LAST
// RUN: sh %S/Inputs/verify.sh %s %t CARRIED_OUT_FIRST
// RUN: sh %S/Inputs/verify.sh %s %t ONE_AREA
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// libhop/kernel/pend.c, with areas of one record: whatever came for a queue has been settled
// when the lock is free for good.
#include "lifo.h"
#include "softlock.h"

#define NESTING 2
#define QUEUES 2
#define NEXT(count) (1 - count) // enough for one record

byte queue[NESTING]; // pend.area[].queue
byte appended[NESTING];          // pend.area[].appended
byte carried_out[NESTING];
bool overflowed;
byte depth = 0;                  // hop_sched.depth

bool came[QUEUES];
byte signals[QUEUES]; // contexts that have put something there, and not found out about the lock yet

inline settle(q) {
    came[q] = false
}

inline settle_area(d) {
    do
    :: carried_out[d] == appended[d] -> break
    :: carried_out[d] != appended[d] ->
#ifdef CARRIED_OUT_FIRST
        carried_out[d] = NEXT(carried_out[d]);
        atomic { q = queue[d]; settle(q) }
#else
        q = queue[d];
        carried_out[d] = NEXT(carried_out[d]);
        settle(q)
#endif
    od;
    q = 0
}

// hop_pend_drain()
inline drain() {
    settle_area(0);
    settle_area(1);
#ifndef NO_OVERFLOW
    if
    :: overflowed ->
#ifndef OVERFLOW_CLEARED_LAST
        overflowed = false;
#endif
        settle(0);               // hop_wait_settle_all()
        settle(1);
#ifdef OVERFLOW_CLEARED_LAST
        overflowed = false
#endif
        skip
    :: !overflowed
    fi
#endif
}

inline released() {
    assert(!pending && !overflowed);
    assert((!came[0] || signals[0] > 0) && (!came[1] || signals[1] > 0))
}

// hop_pend_settle(), append()
inline hop_pend_settle(q) {
    own = depth;
#ifndef ONE_AREA
    depth = own + 1;
#endif
    now = appended[own];
    if
    :: now != carried_out[own] -> overflowed = true
    :: now == carried_out[own] ->
        queue[own] = q;
        appended[own] = NEXT(now)
    fi;
    depth = own;
    atomic { own = 0; now = 0 }
    hop_softlock_pend()
}

// hop_wait_signal()
inline signal(number, times) {
    byte context = number, below, n, own, now, q, mine;
    for (n : 1 .. times) {
        atomic { BEGIN; select(mine : 0 .. QUEUES - 1) }
        atomic { came[mine] = true; signals[mine]++ }
        if
        :: atomic { TRY_FAILS -> signals[mine]-- }
           hop_pend_settle(mine)
        :: TRY_SUCCEEDS;
           signals[mine]--;
           settle(mine);
           hop_softlock_release()
        fi;
        atomic { mine = 0; END }
    }
    DONE
}

active proctype task() CONTEXT(0) { signal(0, 1) }
active proctype first() CONTEXT(1) { signal(1, 2) }
active proctype second() CONTEXT(2) { signal(2, 2) }

active proctype end() {
    busy == 0;
    assert(!held && depth == 0);
    released()
}
