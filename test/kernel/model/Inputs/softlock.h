// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// libhop/include/hop/softlock.h and kernel/softlock.c; the numbers are those of its rules. The model defines
// drain(), what the holder carries out, and released(), what has to hold where a context
// leaves the lock for good.
bool held, pending;
byte windows = 0; // contexts that have freed the lock and not looked at `pending` since (5.)

// hop_softlock_try(): a load, and a store if it was false.
#define TRY_FAILS held
#define TRY_SUCCEEDS !held -> held = true

// hop_softlock_pend()
inline hop_softlock_pend() {
    atomic { assert(held); pending = true }
}

// hop_softlock_release() and hop_softlock_drain(), which go on alike after a look at `pending`.
inline hop_softlock_release() {
    do
#ifdef PENDING_AFTER_DRAIN
    :: pending -> drain(); pending = false
#else
    :: pending -> pending = false; drain() // (4.)
#endif
    :: !pending ->
        atomic { assert(held); held = false; windows++ }
        if
#ifdef NO_SECOND_LOOK
        :: atomic { windows--; released() }
           break
#else
        :: atomic { !pending -> windows--; released() }
           break
        :: atomic { pending -> assert(!held) } // tried again, it is free (5.)
           atomic { held = true; windows-- }
#endif
        fi
    od
}
