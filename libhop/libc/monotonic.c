// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "libc/monotonic.h"

#include "panic/optional.h"

#include <stdatomic.h>

// A time: milliseconds, and below them the nanoseconds of the next one. Such times compare as numbers.
enum { NANOSECOND_BITS = 20 };
_Static_assert(1u << NANOSECOND_BITS > 1000000, "the nanoseconds of a millisecond");

// The kernel's milliseconds wrap after 49 days; who looks more often than that sees no gap. In a handler that interrupts
// the tick's they may be behind by one (hop_arch_instant): the time stands still then. 8 bytes are atomic on all cores
// (atomic/operation.h).
uint64_t hop_monotonic(uint32_t *nanoseconds)
{
    static _Atomic uint64_t latest;
    uint64_t seen = atomic_load(&latest), now;
    do {
        uint32_t part, milliseconds = hop_optional_time(&part);
        uint64_t seen_milliseconds = seen >> NANOSECOND_BITS;
        uint32_t passed = milliseconds - (uint32_t)seen_milliseconds;
        now = ((seen_milliseconds + passed) << NANOSECOND_BITS) + part;
        if (passed == UINT32_MAX || now < seen)
            now = seen;
    } while (!atomic_compare_exchange_weak(&latest, &seen, now));
    *nanoseconds = now & ((1u << NANOSECOND_BITS) - 1);
    return now >> NANOSECOND_BITS;
}
