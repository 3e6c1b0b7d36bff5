// RUN: sh %S/Inputs/verify.sh %s %t
// RUN: sh %S/Inputs/verify.sh %s %t NO_SECOND_ATTEMPT
// RUN: sh %S/Inputs/verify.sh %s %t NO_OVERTAKING
// RUN: sh %S/Inputs/verify.sh %s %t NO_CORRECTION
// RUN: sh %S/Inputs/verify.sh %s %t NO_CORRECTION_WHEN_OVERTAKEN
// RUN: sh %S/Inputs/verify.sh %s %t MARK_CLEARED_FIRST
// RUN: sh %S/Inputs/verify.sh %s %t ANNOUNCED_TOO_LATE
// RUN: sh %S/Inputs/verify.sh %s %t DEPTH_NOT_RAISED
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// libhop/kernel/count.c and nesting.h. A change is made at one moment, and allowed or refused
// rightly at that moment: `units` is the count as it should be.
#include "lifo.h"

#define NESTING 3
#define MAX 1

short word[NESTING];       // hop_count.words
bool announced[NESTING];   // attempts[].count
short before[NESTING];     // attempts[].before
bool overtaken[NESTING];   // attempts[].overtaken
byte depth = 0;            // hop_sched.depth

byte units = 0;

// correction(): contexts below stand still, so this is one step.
inline correct() {
    d_step {
        i = 0;
        do
        :: i < own ->
            if
#ifndef NO_CORRECTION
            :: announced[i] -> sum = sum + before[i] - word[i]
#endif
#if !defined(NO_CORRECTION) && !defined(NO_CORRECTION_WHEN_OVERTAKEN)
            :: !announced[i] && overtaken[i] -> sum = sum + before[i] - word[i]
#endif
            :: else
            fi;
            i++
        :: else -> break
        od;
        i = 0
    }
}

// overtake(): the same.
inline overtake() {
#ifndef NO_OVERTAKING
    d_step {
        i = 0;
        do
        :: i < own -> overtaken[i] = overtaken[i] || announced[i]; i++
        :: else -> break
        od;
        i = 0
    }
#else
    skip
#endif
}

// What is so if the attempt ends here and has not been overtaken.
inline judge() {
    if
    :: overtaken[own]
    :: !overtaken[own] && allowed -> assert(units + change >= 0 && units + change <= MAX); units = units + change
    :: !overtaken[own] && !allowed -> assert(units + change < 0 || units + change > MAX)
    fi
}

// hop_count_change()
inline hop_count_change(amount) {
    atomic { BEGIN; change = amount; own = depth } // hop_nesting_enter(): load ...
#ifndef DEPTH_NOT_RAISED
    depth = own + 1;                        // ... and store
#endif
    do
    ::  atomic {                            // nobody looks at `before` alone
            before[own] = word[own];
#ifndef ANNOUNCED_TOO_LATE
            announced[own] = true
#endif
        }
        sum = word[0];                      // sum_of_words()
        sum = sum + word[1];
        sum = sum + word[2];
        correct();
#ifdef ANNOUNCED_TOO_LATE
        announced[own] = true;
#endif
        d_step { allowed = (sum + change >= 0 && sum + change <= MAX); sum = 0 }
        if
        :: allowed -> word[own] = word[own] + change; overtake()
        :: else
        fi;
        d_step { announced[own] = false; judge() }
#ifdef NO_SECOND_ATTEMPT
        break
#else
        if
        :: !overtaken[own] -> break
        :: else
        fi;
#ifdef MARK_CLEARED_FIRST
        overtaken[own] = false;
        word[own] = before[own]
#else
        word[own] = before[own];
        overtaken[own] = false
#endif
#endif
    od;
    atomic { depth = own; before[own] = 0; own = 0; allowed = false; change = 0; END } // hop_nesting_leave()
}

inline give_or_take(number, times) {
    byte context = number;
    byte own, i, below, n;
    short sum, change;
    bool allowed;
    for (n : 1 .. times) {
        if
        :: hop_count_change(1)
        :: hop_count_change(-1)
        fi
    }
    DONE
}

// The task calls once, from any state: a second call finds what a first one may find.
proctype task() CONTEXT(0) { give_or_take(0, 1) }
proctype first() CONTEXT(1) { give_or_take(1, 2) }
proctype second() CONTEXT(2) { give_or_take(2, 2) }

init {
    atomic {
        select(units : 0 .. MAX);
        word[0] = units;
        run task();
        run first();
        run second()
    }
    busy == 0;
    assert(word[0] + word[1] + word[2] == units && depth == 0)
}
