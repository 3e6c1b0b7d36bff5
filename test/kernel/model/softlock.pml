// RUN: sh %S/Inputs/verify.sh %s %t
// RUN: sh %S/Inputs/verify.sh %s %t PENDING_AFTER_DRAIN
// RUN: sh %S/Inputs/verify.sh %s %t NO_SECOND_LOOK
// RUN: sh %S/Inputs/verify.sh %s %t NOT_PENDING
// RUN: sh %S/Inputs/verify.sh %s %t HOLDER_ZEROES
// RUN: sh %S/Inputs/verify.sh %s %t ONE_WORD
// RUN: sh %S/Inputs/verify.sh %s %t NOT_TURNED
// RUN: sh %S/Inputs/verify.sh %s %t EMPTIED_FIRST
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The soft-lock with the two kinds of records of rule 3: a count, as the tick's (kernel/time.c),
// and two lists, as the heap's (mem/record.c), for each nesting depth. No context waits,
// or the search ends in a state that is not an end.
#include "lifo.h"
#include "softlock.h"

#define DEPTHS 2

byte counted[DEPTHS];   // recorders: a count that only grows
byte seen[DEPTHS];      // the holder's own count
byte listed[DEPTHS * 2]; // lengths of the lists
bool side;              // which of the two recorders use
bool busy_record[DEPTHS]; // hop_record.depth

byte asked = 0, done = 0, asked_lists = 0, done_lists = 0;
bool inside; // somebody uses what the lock guards

inline use() {
    atomic { assert(!inside); inside = true }
    inside = false
}

// Two records of depth `d`, as hop_time_drain() and hop_record_drain() carry them out.
inline carry_out(d) {
#ifdef HOLDER_ZEROES
    now = counted[d];
    atomic { counted[d] = 0; done = done + now }
#else
    atomic { now = counted[d]; done = done + now - seen[d]; seen[d] = now }
#endif
    now = listed[d * 2 + mine];
    atomic { listed[d * 2 + mine] = 0; done_lists = done_lists + now; now = 0 }
}

inline drain() {
    use();
#ifdef EMPTIED_FIRST
    mine = side;
    carry_out(0);
    carry_out(1);
    side = !mine
#else
    mine = side;
#ifndef NOT_TURNED
    side = !mine;
#endif
    carry_out(0);
    carry_out(1)
#endif
    ;
    mine = 0
}

// What was recorded has been carried out, also by who takes the lock in a window (6.).
inline released() {
    assert(!pending && done == asked && done_lists == asked_lists)
}

// take_record() of mem/record.c: the try of rule 1, once more.
inline record() {
    own = 0;
#ifndef ONE_WORD
    if
    :: busy_record[0] -> atomic { assert(!busy_record[1]); own = 1 }
    :: !busy_record[0]
    fi;
    busy_record[own] = true;
#endif
    now = counted[own];
    atomic { counted[own] = now + 1; asked++ }
    mine = side;
    now = listed[own * 2 + mine];
    atomic { listed[own * 2 + mine] = now + 1; asked_lists++ }
    busy_record[own] = false;
    atomic { now = 0; mine = 0; own = 0 }
#ifndef NOT_PENDING
    hop_softlock_pend()
#endif
}

inline call(number, times) {
    byte context = number, below, n, now, own;
    bit mine;
    for (n : 1 .. times) {
        atomic { BEGIN };
        if
        :: TRY_FAILS -> assert(number != 0); record() // the lowest context finds it free
        :: TRY_SUCCEEDS; use(); hop_softlock_release()
        fi;
        // Who has recorded leaves it to a holder, or to one that will look again.
        atomic { assert(!pending || held || windows > 0); END }
    }
    DONE
}

active proctype task() CONTEXT(0) { call(0, 2) }
active proctype first() CONTEXT(1) { call(1, 2) }
active proctype second() CONTEXT(2) { call(2, 2) }

active proctype end() {
    busy == 0;
    assert(!held && windows == 0);
    released()
}
