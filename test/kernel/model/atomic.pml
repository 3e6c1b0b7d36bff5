// RUN: sh %S/Inputs/verify.sh %s %t
// RUN: sh %S/Inputs/verify.sh %s %t OTHERS_NOT_TOLD
// RUN: sh %S/Inputs/verify.sh %s %t WRITTEN_ONCE
// RUN: sh %S/Inputs/verify.sh %s %t BASE_NOT_TOLD
// RUN: sh %S/Inputs/verify.sh %s %t MEMORY_LEFT_TO_BASE
// RUN: sh %S/Inputs/verify.sh %s %t BASE_PASSED_OVER
// RUN: sh %S/Inputs/verify.sh %s %t LOOKED_AT_BEFORE_DECIDING
// RUN: sh %S/Inputs/verify.sh %s %t READ_ONCE
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// libhop/atomic/operation.c: an object of two words. An operation adds 1 to both at one moment, its decision: `truth` is
// the object as it should be. Or it loads them.
#include "lifo.h"

#define NONE 3

byte low = 0, high = 0;  // the object, in memory
byte truth = 0;

// struct hop_atomic_operation, of each context.
bool inside[3], is_decided[3], is_stale[3];
byte base[3], rewrites[3], value_low[3], value_high[3];

#define HAS_DECIDED(other) (is_decided[other] && !is_stale[other])

// find_base(): contexts below stand still, so this is one step.
inline find_base() {
    d_step {
        base[own] = NONE;
        i = own;
        do
        :: i > 0 && base[own] == NONE ->
            i--;
            if
            :: inside[i] && HAS_DECIDED(i) -> base[own] = i
            :: else
            fi
        :: else -> break
        od;
        i = 0
    }
}

// hop_atomic_read()
inline read() {
    do
    ::  is_stale[own] = false;
#ifdef BASE_PASSED_OVER
        value_low[own] = low;
        value_high[own] = high;
#else
        value_low[own] = (base[own] == NONE -> low : value_low[base[own]]);
        value_high[own] = (base[own] == NONE -> high : value_high[base[own]]);
#endif
#ifdef READ_ONCE
        break
#else
        if
        :: !is_stale[own] -> break
        :: else
        fi
#endif
    od
}

// tell_outer()
inline tell_outer() {
#ifndef OTHERS_NOT_TOLD
    i = own;
    do
    :: i > 0 ->
        i--;
        if
        :: inside[i] && !HAS_DECIDED(i) -> is_stale[i] = true
        :: else
        fi
    :: else -> break
    od
#else
    skip
#endif
}

// copy_object(): each word is loaded, then stored.
inline write(to_low, to_high) {
    word = value_low[own];
    to_low = word;
    word = value_high[own];
    to_high = word
}

// write_all()
inline write_all() {
    i = base[own];
    do
    :: i != NONE ->
        write(value_low[i], value_high[i]);
#ifndef BASE_NOT_TOLD
        rewrites[i]++;
#endif
        i = base[i]
    :: else -> break
    od;
#ifdef MEMORY_LEFT_TO_BASE
    if
    :: base[own] == NONE -> write(low, high)
    :: else
    fi;
#else
    write(low, high);
#endif
    d_step { word = 0; i = 0 }
}

// What an operation that decides makes of the object.
inline judge() {
    assert(value_low[own] == truth + 1 && value_high[own] == truth + 1);
    truth++
}

// hop_atomic_begin()
inline begin() {
    atomic { BEGIN; find_base() }
    d_step { is_decided[own] = false; is_stale[own] = false; rewrites[own] = 0; inside[own] = true }
}

inline finish() {
    atomic {
        inside[own] = false; is_decided[own] = false; is_stale[own] = false;
        base[own] = NONE; rewrites[own] = 0; seen = 0; value_low[own] = 0; value_high[own] = 0;
        END
    }
}

// hop_atomic_decide(), and the loop around it.
inline add() {
    begin();
    do
    ::  read();
        atomic { value_low[own]++; value_high[own]++ } // not decided: nobody looks
#ifdef LOOKED_AT_BEFORE_DECIDING
        if
        :: is_stale[own]
        :: else -> atomic { is_decided[own] = true; is_stale[own] = false; judge() } break
        fi
#else
        d_step {
            is_decided[own] = true;
            if
            :: !is_stale[own] -> judge()
            :: else
            fi
        }
        if
        :: is_stale[own] -> is_decided[own] = false
        :: else -> break
        fi
#endif
    od;
    tell_outer();
    do
    ::  seen = rewrites[own];
        write_all();
#ifdef WRITTEN_ONCE
        break
#else
        if
        :: seen == rewrites[own] -> break
        :: else
        fi
#endif
    od;
    finish()
}

// Of one moment: it was so when it was begun, or has been since.
inline load() {
    atomic { begun = truth }
    begin();
    read();
    atomic { assert(value_low[own] == value_high[own] && value_low[own] >= begun && value_low[own] <= truth); begun = 0 }
    finish()
}

inline operate(number, times) {
    byte context = number, own = number;
    byte i, below, n, seen, word, begun;
    for (n : 1 .. times) {
        if
        :: add()
        :: load()
        fi
    }
    DONE
}

// The task has one: a second operation finds what a first one may find.
proctype task() CONTEXT(0) { operate(0, 1) }
proctype first() CONTEXT(1) { operate(1, 2) }
proctype second() CONTEXT(2) { operate(2, 2) }

init {
    atomic {
        base[0] = NONE; base[1] = NONE; base[2] = NONE;
        run task();
        run first();
        run second()
    }
    busy == 0;
    assert(low == truth && high == truth)
}
