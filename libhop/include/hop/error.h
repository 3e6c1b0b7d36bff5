// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Results of libhop's functions: 0 or one of these. Where the result cannot say so, NULL in place of an object is a panic.
// hop_mutex_init, the unlock of either kind of mutex, and calls that only look at an object do not check for it.
#pragma once

// HOP_OK, or why nothing was done, or less than asked for.
enum hop_error {
    HOP_OK = 0,          // done
    HOP_INVALID = -1,    // an argument is outside its documented range, or NULL in place of an object
    HOP_BUSY = -2,       // a try-form found the object taken
    HOP_TIMEOUT = -3,    // the time given passed first
    HOP_DEADLOCK = -4,   // waiting here could never end
    HOP_OWNER_DIED = -5, // the lock is yours; its last owner died holding it
    HOP_NOT_OWNER = -6,  // the mutex is not held by the caller
    HOP_CONTEXT = -7,    // not allowed in a handler or before the kernel runs
    HOP_NO_MEMORY = -8,  // no region has a block of that size
    HOP_KILLED = -9,     // the wait is over because the task is to die
    HOP_EMPTY = -10,     // a try-form found nothing to take
    HOP_FULL = -11,      // a try-form found no room
};
