// RUN: sh %S/Inputs/verify.sh %s %t
// RUN: sh %S/Inputs/verify.sh %s %t CLEARED_UNSEEN
// RUN: sh %S/Inputs/verify.sh %s %t SET_TOGGLES
// RUN: sh %S/Inputs/verify.sh %s %t ONE_WORD
// RUN: sh %S/Inputs/verify.sh %s %t SEEN_BY_SETTER
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// libhop/kernel/flags.c, for two flags, each on its own: a set is followed by a clear that
// returns the flag, or by the flag being set; and no clear returns a flag that nobody has
// set since the last.
#include "lifo.h"

#define NESTING 3
#define FLAGS 3

byte toggled[NESTING]; // hop_flags.toggled, written at that depth
byte seen[NESTING];    // hop_flags.seen, written by the holder of the kernel lock: the task
byte depth = 0;        // hop_sched.depth

byte outstanding = 0;  // flags set, and not returned by a clear since
byte sets[FLAGS];      // begun, and not returned by a clear yet; of flag 1 and 2

// set_flags()
inline set_flags() {
#ifndef ONE_WORD
    depth = own + 1;
#endif
    now = toggled[own];
#ifdef SET_TOGGLES
    now = now ^ bits;
#else
    now = now ^ (bits & ~(now ^ seen[own]));
#endif
#ifdef SEEN_BY_SETTER
    atomic { seen[own] = seen[own] ^ toggled[own] ^ now }
#else
    toggled[own] = now;
#endif
    atomic { depth = own; own = 0; now = 0; bits = 0 }
}

inline begin_set() {
    if
    :: bits = 1
    :: bits = 2
    fi;
    outstanding = outstanding | bits;
    sets[bits]++;
    own = depth // hop_nesting_enter(): load, and store below
}

inline look_at(d) {
    is_set = is_set | (toggled[d] ^ seen[d])
}

// clear_flags()
inline clear(d) {
    now = seen[d];
    bits = toggled[d];
#ifdef CLEARED_UNSEEN
    seen[d] = now ^ (FLAGS & (bits ^ now));
#else
    seen[d] = now ^ (is_set & (bits ^ now));
#endif
    atomic { now = 0; bits = 0 }
}

inline returned(flag) {
    if
    :: (is_set & flag) != 0 -> assert(sets[flag] > 0); sets[flag]--
    :: else
    fi
}

// hop_flags_get() and clear_flags(), as in meet_request() and hop_flags_clear().
inline look_and_clear() {
    look_at(0);
    look_at(1);
    look_at(2);
    clear(0);
    clear(1);
    clear(2);
    atomic {
        returned(1);
        returned(2);
        outstanding = outstanding & ~is_set;
        is_set = 0
    }
}

active proctype task() CONTEXT(0) {
    byte own, n, now, bits, is_set;
    for (n : 1 .. 2) {
        if
        :: atomic { begin_set() }
           set_flags()
        :: look_and_clear()
        fi
    }
    DONE
}

inline set(number, times) {
    byte context = number, below, n, own, now, bits;
    for (n : 1 .. times) {
        atomic { BEGIN; begin_set() }
        set_flags();
        END
    }
    DONE
}

active proctype first() CONTEXT(1) { set(1, 2) }
active proctype second() CONTEXT(2) { set(2, 1) }

active proctype end() {
    busy == 0;
    assert(depth == 0);
    assert((outstanding & ~((toggled[0] ^ seen[0]) | (toggled[1] ^ seen[1]) | (toggled[2] ^ seen[2]))) == 0)
}
