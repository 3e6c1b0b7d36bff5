// RUN: sh %S/Inputs/verify.sh %s %t CAPACITY=1
// RUN: sh %S/Inputs/verify.sh %s %t CAPACITY=2
// RUN: sh %S/Inputs/verify.sh %s %t CAPACITY=3
// RUN: sh %S/Inputs/verify.sh %s %t CAPACITY=2 NO_ANNOUNCEMENT
// RUN: sh %S/Inputs/verify.sh %s %t CAPACITY=2 NO_LOOK_AFTER_WITHDRAWAL
// RUN: sh %S/Inputs/verify.sh %s %t CAPACITY=2 ANNOUNCED_IGNORED
// RUN: sh %S/Inputs/verify.sh %s %t CAPACITY=2 GONE_BEYOND
// RUN: sh %S/Inputs/verify.sh %s %t CAPACITY=2 LOOKED_FIRST
// RUN: sh %S/Inputs/verify.sh %s %t CAPACITY=2 STATE_FIRST
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// libhop/kernel/channel.c: no item is lost, doubled or out of order, no slot used twice at
// once, and a task is refused only what is not there. Positions are not packed: n is slot
// n % CAPACITY, and its state 2 * (n / CAPACITY) to be filled, one more to be emptied.
#include "lifo.h"

#define NESTING 3
#define SLOT (position % CAPACITY)
#define STATE (2 * (position / CAPACITY) + receives) // what it has to be
#define ANNOUNCEMENT (1 + 2 * position + receives)

byte states[CAPACITY];
byte items[CAPACITY];    // each is one more than its position
byte hint[2];            // channel.tail and head: from where to look who sends, receives
byte announced[NESTING]; // 0: nothing
byte depth = 0;          // hop_sched.depth

bool used[CAPACITY];     // slots that somebody copies to or from
byte taken[2], ended[2]; // positions taken to send, to receive; and calls that have ended
byte earliest[2];        // position that a call that begins now may take

// is_announced_below(): contexts below stand still, so this is no step of its own.
inline look_below() {
    i = 0;
#ifndef ANNOUNCED_IGNORED
    do
    :: i < own -> is_below = is_below || announced[i] == ANNOUNCEMENT; i++
    :: else -> break
    od;
#endif
    i = 0
}

// A position is taken: nobody else has it, and it comes after those of ended calls.
inline take() {
    assert(!used[SLOT] && position >= least);
    used[SLOT] = true;
    taken[receives]++;
    is_taken = true
}

// Who has interrupted nobody is refused only if the channel is empty, or full.
inline refuse() {
    assert(own > 0 || taken[receives] == ended[1 - receives] + (1 - receives) * CAPACITY)
}

// take_position(): the first from `position` on that can be taken.
inline take_position() {
    do
    ::
#ifdef LOOKED_FIRST
        state = states[SLOT];
#endif
#ifndef NO_ANNOUNCEMENT
        announced[own] = ANNOUNCEMENT;
#endif
#ifndef LOOKED_FIRST
        state = states[SLOT];
#endif
        if
        :: atomic { state == STATE -> look_below() }
           if
           :: atomic { is_below -> position++; is_below = false }
           :: atomic { !is_below -> take() }
              break
           fi
        :: state > STATE -> position++
        :: state < STATE ->
            announced[own] = 0;
            if
#ifdef GONE_BEYOND
            :: states[SLOT] < STATE && position < earliest[1 - receives] -> position++
            :: atomic { states[SLOT] < STATE && position >= earliest[1 - receives] -> refuse() }
               break
#else
            :: atomic { states[SLOT] < STATE -> refuse() }
               break
#endif
#ifdef NO_LOOK_AFTER_WITHDRAWAL
            :: atomic { states[SLOT] >= STATE -> refuse() }
               break
#else
            :: states[SLOT] >= STATE
#endif
            fi
        fi
    od
}

inline copy_item() {
    atomic {
        if
        :: receives -> assert(items[SLOT] == position + 1); items[SLOT] = 0
        :: !receives -> assert(items[SLOT] == 0); items[SLOT] = position + 1
        fi;
        used[SLOT] = false
    }
}

// move_item(), in hop_nesting_enter() and _leave().
inline move_item() {
    position = hint[receives];
    take_position();
    if
    :: is_taken ->
#ifdef STATE_FIRST
        states[SLOT] = STATE + 1;
        copy_item();
#else
        copy_item();
        states[SLOT] = STATE + 1;
#endif
        hint[receives] = position + 1
    :: !is_taken
    fi;
    atomic {
        announced[own] = 0; // contexts above that still see it find the state ahead
        depth = own;
        if
        :: is_taken && position >= earliest[receives] -> earliest[receives] = position + 1
        :: else
        fi;
        ended[receives] = ended[receives] + is_taken;
        own = 0; position = 0; least = 0; state = 0; receives = 0; is_taken = false;
        END
    }
}

inline call(number, times) {
    byte context = number, below, n, own, i, position, least, state;
    bit receives;
    bool is_below, is_taken;
    for (n : 1 .. times) {
        atomic {
            BEGIN;
            own = depth; // a context in between puts back what it finds
            depth = own + 1;
            if
            :: receives = 1
            :: receives = 0
            fi;
            least = earliest[receives]
        }
        move_item()
    }
    DONE
}

// Once, from any state: some items are in it, one has been there, and hints may be behind.
proctype task() CONTEXT(0) { call(0, 1) }
proctype first() CONTEXT(1) { call(1, 2) }
proctype second() CONTEXT(2) { call(2, 1) }

inline send_next() {
    items[taken[0] % CAPACITY] = taken[0] + 1;
    states[taken[0] % CAPACITY] = 2 * (taken[0] / CAPACITY) + 1;
    taken[0]++;
    ended[0]++;
    earliest[0]++
}

inline receive_next() {
    states[taken[1] % CAPACITY] = 2 * (taken[1] / CAPACITY) + 2;
    items[taken[1] % CAPACITY] = 0;
    taken[1]++;
    ended[1]++;
    earliest[1]++
}

init {
    byte i, left;
    atomic {
        send_next();
        receive_next();
        select(left : 0 .. CAPACITY);
        for (i : 1 .. left) {
            send_next()
        }
        if
        :: hint[0] = taken[0]; hint[1] = taken[1]
        :: skip
        fi;
        run task();
        run first();
        run second()
    }
    busy == 0;
    atomic {
        assert(depth == 0 && taken[0] == ended[0] && taken[1] == ended[1]);
        assert(taken[0] - taken[1] <= CAPACITY);
        for (i : 1 .. taken[0] - taken[1]) {
            assert(items[(taken[0] - i) % CAPACITY] == taken[0] - i + 1)
        }
    }
}
