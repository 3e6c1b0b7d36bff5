// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What compilers call for atomic objects of other sizes, or of an alignment that they do not know. The names are
// builtins of the compiler, which nobody may define by them.
#include "atomic/exclusive.h"
#include "atomic/operation.h"
#include "hop/fatal.h"
#include "hop/panic.h"

#pragma redefine_extname atomic_load __atomic_load
#pragma redefine_extname atomic_store __atomic_store
#pragma redefine_extname atomic_exchange __atomic_exchange
#pragma redefine_extname atomic_compare __atomic_compare_exchange
#pragma redefine_extname atomic_is_lock_free __atomic_is_lock_free

// Bytes of the largest object: what a call may take of the stack is bounded.
enum { MOST = 64 };

static void check(size_t size)
{
    if (size > MOST)
        hop_fatal("an atomic object of more than 64 bytes", (uintptr_t)__builtin_return_address(0));
}

void atomic_load(size_t size, volatile void *object, void *to, int order);
HOP_CHECKED void atomic_load(size_t size, volatile void *object, void *to, int order)
{
    (void)order;
    uint64_t value[MOST / sizeof(uint64_t)];
    check(size);
    hop_atomic_load(object, size, value, to);
}

// Inlined, it has no check besides its callers'.
__attribute__((always_inline)) static inline void exchange_any(size_t size, volatile void *object, const void *from, void *old)
{
    uint64_t value[MOST / sizeof(uint64_t)];
    check(size);
    if (!hop_is_exclusive(size, object)) {
        hop_atomic_exchange(object, size, value, from, old);
        return;
    }
    memcpy(value, (const void *)object, size); // a guess
    while (!hop_exclusive_compare(size, object, value, from))
        ;
    if (old != NULL)
        memcpy(old, value, size);
}

void atomic_store(size_t size, volatile void *object, const void *from, int order);
HOP_CHECKED void atomic_store(size_t size, volatile void *object, const void *from, int order)
{
    (void)order;
    exchange_any(size, object, from, NULL);
}

void atomic_exchange(size_t size, volatile void *object, const void *from, void *old, int order);
HOP_CHECKED void atomic_exchange(size_t size, volatile void *object, const void *from, void *old, int order)
{
    (void)order;
    exchange_any(size, object, from, old);
}

bool atomic_compare(size_t size, volatile void *object, void *expected, const void *desired, int success,
                    int failure);
HOP_CHECKED bool atomic_compare(size_t size, volatile void *object, void *expected, const void *desired, int success, int failure)
{
    (void)success, (void)failure;
    uint64_t value[MOST / sizeof(uint64_t)];
    check(size);
    if (hop_is_exclusive(size, object))
        return hop_exclusive_compare(size, object, expected, desired);
    return hop_atomic_compare(object, size, value, expected, desired);
}

// Nobody ever waits, and handlers may do it, whatever they have interrupted.
bool atomic_is_lock_free(size_t size, const volatile void *object);
bool atomic_is_lock_free(size_t size, const volatile void *object)
{
    (void)object;
    return size <= MOST;
}
