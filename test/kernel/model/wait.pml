// RUN: sh %S/Inputs/verify.sh %s %t
// RUN: sh %S/Inputs/verify.sh %s %t NO_RECHECK
// RUN: sh %S/Inputs/verify.sh %s %t ENTERED_TOO_LATE
// RUN: sh %S/Inputs/verify.sh %s %t NO_RECORD
// RUN: sh %S/Inputs/verify.sh %s %t NOT_DEFERRED
// RUN: sh %S/Inputs/verify.sh %s %t DEFERRED_NOT_SEEN
// RUN: sh %S/Inputs/verify.sh %s %t PRIORITY_ALONE
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// No wake-up is lost: a task takes units of a semaphore that handlers give (kernel/wait.c and
// semaphore.c), gives way to the idle task, and is switched to again (kernel/sched.c). If it
// were not, the search would end in a state that is not an end. A count changes in one
// step (count.pml), a record is one bit (pend.pml).
#include "lifo.h"
#include "softlock.h"

#define UNITS 4

byte units = 0, taken = 0;
bool waits;             // the task is in the queue
bool recorded;          // hop_pend_settle()
bool ready = true;      // the task is in the ready queue
bool task_runs = true;  // hop_sched.current: the task, or idle
byte suspended = 0;
bool deferred, requested; // hop_sched.deferred, PENDSVSET

inline request_switch() {
    if
#ifdef NOT_DEFERRED
    :: suspended > 0 -> skip
#else
    :: suspended > 0 -> deferred = true
#endif
    :: suspended == 0 -> requested = true
    fi
}

// hop_sched_ready(): idle is outranked, and so is a task that has blocked.
inline hop_sched_ready() {
#ifdef PRIORITY_ALONE
    outranks = !task_runs;
#else
    outranks = !task_runs || !ready;
#endif
    ready = true;
    if
    :: outranks -> request_switch()
    :: else
    fi;
    outranks = false
}

// settle_takers()
inline settle() {
    if
    :: waits ->
        if
        :: atomic { units > 0 -> units--; taken++ }
           waits = false;
           hop_sched_ready()
        :: units == 0
        fi
    :: !waits
    fi
}

inline drain() {
    if
    :: recorded -> recorded = false; settle()
    :: !recorded
    fi
}

inline released() {
    assert(!pending && !recorded)
}

inline hop_sched_suspend() {
    suspended++
}

inline hop_sched_resume() {
    suspended--;
    if
#ifndef DEFERRED_NOT_SEEN
    :: deferred -> // hop_sched_catch_up()
        if
        :: suspended == 0 -> deferred = false; requested = true
        :: suspended > 0
        fi
#endif
    :: !deferred
    fi
}

// hop_sched_switch(), as soon as no handler runs, and the idle task.
inline switch_exception() {
    do
    :: requested ->
        requested = false;
        if
        :: suspended > 0 -> deferred = true
        :: suspended == 0 -> next = ready; task_runs = next; next = false
        fi
    :: atomic { !requested && task_runs } -> break
    od
}

// take_unit()
inline hop_semaphore_take() {
    hop_sched_suspend();
    if
    :: atomic { units > 0 -> units--; taken++ }
    :: units == 0 ->
        atomic { TRY_SUCCEEDS } // hop_kernel_lock()
        ready = false;          // hop_sched_block()
        request_switch();
#ifdef ENTERED_TOO_LATE
        settle();
        waits = true;
#else
        waits = true;           // hop_wait_insert()
#ifndef NO_RECHECK
        settle();
#endif
#endif
        hop_softlock_release()
    fi;
    hop_sched_resume();
    switch_exception();
    assert(ready && !waits)
}

proctype task() CONTEXT(0) {
    byte n, below;
    bool outranks, next;
    for (n : 1 .. UNITS) {
        hop_semaphore_take()
    }
    DONE
}

// hop_wait_signal()
inline hop_wait_signal() {
    if
#ifdef NO_RECORD
    :: TRY_FAILS
#else
    :: TRY_FAILS -> recorded = true; hop_softlock_pend()
#endif
    :: TRY_SUCCEEDS; settle(); hop_softlock_release()
    fi
}

// hop_wait_give_to_waiter(): for the first task in the queue, or for the count.
inline give_to_waiter() {
    if
    :: TRY_FAILS
    :: TRY_SUCCEEDS;
        next = waits;
        if
        :: next -> waits = false; taken++; hop_sched_ready()
        :: !next
        fi;
        hop_softlock_release()
    fi;
    if
    :: next
    :: !next -> units++; hop_wait_signal()
    fi;
    next = false
}

// hop_semaphore_give(), hop_wait_give()
inline give(number, times) {
    byte context = number, below, n;
    bool outranks, next;
    for (n : 1 .. times) {
        atomic { BEGIN; hop_sched_suspend() }
        if
        :: waits -> give_to_waiter()
        :: !waits -> units++
        fi;
        hop_sched_resume();
        END
    }
    DONE
}

proctype first() CONTEXT(1) { give(1, 2) }
proctype second() CONTEXT(2) { give(2, 2) }

init {
    atomic { run task(); run first(); run second() }
    busy == 0;
    assert(taken == UNITS && units == 0 && suspended == 0 && !deferred && !held);
    released()
}
