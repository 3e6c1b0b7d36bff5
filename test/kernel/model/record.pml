// RUN: sh %S/Inputs/verify.sh %s %t
// RUN: sh %S/Inputs/verify.sh %s %t ONE_WORD
// RUN: sh %S/Inputs/verify.sh %s %t DEPTH_LAST
// RUN: sh %S/Inputs/verify.sh %s %t ASKED_WITHOUT_PENDING
// RUN: sh %S/Inputs/verify.sh %s %t NO_SECOND_LOOK
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The records of libhop/include/hop/softlock.h: hop_softlock_add() by depth, after a try that failed, or before it
// in hop_softlock_ask(). When all is over everything has been carried out.
#include "lifo.h"
#include "softlock.h"

#define DEPTHS 3

byte added[DEPTHS];
byte taken[DEPTHS];
byte depth = 0;

byte asked = 0, done = 0;

// hop_softlock_take()
inline take_word(d) {
    now = added[d];
    atomic { done = done + now - taken[d]; taken[d] = now; now = 0 }
}

inline drain() {
    take_word(0);
    take_word(1);
    take_word(2)
}

inline released() {
    assert(!pending)
}

inline hop_softlock_add() {
    own = depth;
#ifdef ONE_WORD
    own = 0;
#endif
    assert(own < DEPTHS);
#ifdef DEPTH_LAST
    now = added[own];
    depth = own + 1;
#else
    depth = own + 1;
    now = added[own];
#endif
    atomic { added[own] = now + 1; asked++; now = 0 }
    atomic { depth = own; own = 0 }
}

// What a driver's handler does that has full access where it can.
inline try_or_record() {
    if
    :: TRY_FAILS ->
        hop_softlock_add();
        hop_softlock_pend()
    :: TRY_SUCCEEDS; hop_softlock_release()
    fi
}

inline hop_softlock_ask() {
    hop_softlock_add();
    if
    :: TRY_FAILS -> hop_softlock_pend()
    :: TRY_SUCCEEDS;
#ifndef ASKED_WITHOUT_PENDING
        hop_softlock_pend();
#endif
        hop_softlock_release()
    fi
}

inline call(number, times) {
    byte context = number, below, n, now, own;
    for (n : 1 .. times) {
        atomic { BEGIN };
        if
        :: try_or_record()
        :: hop_softlock_ask()
        fi;
        END
    }
    DONE
}

active proctype task() CONTEXT(0) { call(0, 2) }
active proctype first() CONTEXT(1) { call(1, 2) }
active proctype second() CONTEXT(2) { call(2, 1) }

active proctype end() {
    busy == 0;
    assert(!held && windows == 0 && done == asked && depth == 0)
}
