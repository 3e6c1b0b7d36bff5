// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The functions that compilers call for atomic objects of HOP_ATOMIC_SIZE bytes, which have the type HOP_ATOMIC_TYPE and are
// aligned: of the ABI that GCC's libatomic has, too. The memory orders make no difference. They run in any context, as
// runtime helpers (libhop/ABI.md 4.1).
//
// Not #pragma once: each file includes it with a size of its own.
#include "atomic/operation.h"
#include "hop/panic.h"

#define PASTE_(name, size) __atomic_##name##_##size
#define PASTE(name, size) PASTE_(name, size)
#define NAME(name) PASTE(name, HOP_ATOMIC_SIZE)
typedef HOP_ATOMIC_TYPE object;

// A register is read and written at once, so that only who has interrupted an operation need ask for more.
static inline bool is_one_step(void)
{
    return HOP_ATOMIC_SIZE <= 4 && hop_atomic_is_alone();
}

object NAME(load)(volatile object *at, int order);
HOP_CHECKED object NAME(load)(volatile object *at, int order)
{
    (void)order;
    uint64_t value;
    object result;
    if (is_one_step())
        return *at;
    hop_atomic_load(at, sizeof result, &value, &result);
    return result;
}

void NAME(store)(volatile object *at, object value, int order);
HOP_CHECKED void NAME(store)(volatile object *at, object value, int order)
{
    (void)order;
    uint64_t own;
    if (is_one_step())
        *at = value;
    else
        hop_atomic_exchange(at, sizeof value, &own, &value, NULL);
}

object NAME(exchange)(volatile object *at, object value, int order);
HOP_CHECKED object NAME(exchange)(volatile object *at, object value, int order)
{
    (void)order;
    uint64_t own;
    object old;
    hop_atomic_exchange(at, sizeof value, &own, &value, &old);
    return old;
}

bool NAME(compare_exchange)(volatile object *at, object *expected, object desired, int success, int failure);
HOP_CHECKED bool NAME(compare_exchange)(volatile object *at, object *expected, object desired, int success, int failure)
{
    (void)success, (void)failure;
    uint64_t own;
    return hop_atomic_compare(at, sizeof desired, &own, expected, &desired);
}

#define FETCH(name, change)                                                          \
    object NAME(fetch_##name)(volatile object *at, object operand, int order);       \
    HOP_CHECKED object NAME(fetch_##name)(volatile object *at, object operand, int order) \
    {                                                                                \
        (void)order;                                                                 \
        return (object)hop_atomic_fetch(at, sizeof operand, change, operand);        \
    }

FETCH(add, HOP_ATOMIC_ADD)
FETCH(sub, HOP_ATOMIC_SUB)
FETCH(and, HOP_ATOMIC_AND)
FETCH(or, HOP_ATOMIC_OR)
FETCH(xor, HOP_ATOMIC_XOR)
FETCH(nand, HOP_ATOMIC_NAND)
