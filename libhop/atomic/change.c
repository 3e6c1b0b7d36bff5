// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What can be done to an object: each is a loop that ends when nobody has come in between.
#include "atomic/operation.h"

#include <string.h>

static uint64_t changed(uint64_t value, enum hop_atomic_change change, uint64_t operand)
{
    switch (change) {
    case HOP_ATOMIC_ADD:
        return value + operand;
    case HOP_ATOMIC_SUB:
        return value - operand;
    case HOP_ATOMIC_AND:
        return value & operand;
    case HOP_ATOMIC_OR:
        return value | operand;
    case HOP_ATOMIC_XOR:
        return value ^ operand;
    case HOP_ATOMIC_NAND:
        break;
    }
    return ~(value & operand);
}

uint64_t hop_atomic_fetch(volatile void *object, size_t size, enum hop_atomic_change change, uint64_t operand)
{
    struct hop_atomic_operation operation;
    uint64_t value = 0, old;
    hop_atomic_begin(&operation, object, size, &value);
    do {
        hop_atomic_read(&operation);
        old = value;
        value = changed(old, change, operand);
    } while (!hop_atomic_decide(&operation));
    hop_atomic_end(&operation);
    return old;
}

void hop_atomic_load(volatile void *object, size_t size, void *value, void *to)
{
    struct hop_atomic_operation operation;
    hop_atomic_begin(&operation, object, size, value);
    hop_atomic_read(&operation);
    hop_atomic_end(&operation);
    memcpy(to, value, size);
}

static void swap(unsigned char *a, unsigned char *b, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = a[i];
        a[i] = b[i];
        b[i] = byte;
    }
}

void hop_atomic_exchange(volatile void *object, size_t size, void *value, const void *from, void *old)
{
    struct hop_atomic_operation operation;
    bool has_decided;
    hop_atomic_begin(&operation, object, size, value);
    do {
        hop_atomic_read(&operation);
        if (old == from) {
            swap(value, old, size);
        } else {
            if (old != NULL)
                memcpy(old, value, size);
            memcpy(value, from, size);
        }
        has_decided = hop_atomic_decide(&operation);
        if (!has_decided && old == from)
            memcpy(old, value, size); // what is to be written, for the next attempt
    } while (!has_decided);
    hop_atomic_end(&operation);
}

bool hop_atomic_compare(volatile void *object, size_t size, void *value, void *expected, const void *desired)
{
    struct hop_atomic_operation operation;
    bool is_equal;
    hop_atomic_begin(&operation, object, size, value);
    do {
        hop_atomic_read(&operation);
        is_equal = memcmp(value, expected, size) == 0;
        if (is_equal)
            memcpy(value, desired, size);
    } while (is_equal && !hop_atomic_decide(&operation));
    hop_atomic_end(&operation);
    if (!is_equal)
        memcpy(expected, value, size);
    return is_equal;
}
