// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Operations on memory that are one step for all tasks and handlers, where the core has no instruction for that: 8 bytes
// and more on all of them, anything on Armv6-M. No interrupt is masked, and nobody waits.
//
// Contexts nest like a stack (hop/softlock.h): a task in an operation keeps the others from running, and a handler
// that comes in between runs to its end. An operation
//
//     reads     the object into a value of its own
//     changes   that
//     decides   that this is what the object is now
//     writes    it to where the object is
//
// What another one does that has interrupted it depends on how far it is:
//
//     not decided: the object is changed where it is, and the operation is told that what it has read is stale
//     decided:     its value is the object. That is changed, and what it writes to, and it is told to write again
//
// An operation that has been told before it has decided does not decide, and begins anew. Between its last look and
// its decision there is no gap: it decides first and looks then, and who comes in between takes it at its word only
// if it had not been told.
//
// Rejected: to find the program counter of whom one has interrupted, and set it back. That needs to know where each core
// puts its exception frames, and writes to stacks of others.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hop_atomic_operation {
    struct hop_atomic_operation *outer; // of the context that this one has interrupted
    // The innermost of those that has decided on this object, NULL: the object is in memory.
    struct hop_atomic_operation *base;
    volatile void *object;
    size_t size;
    void *value;
    bool is_task;
    // Of the operation itself.
    volatile bool is_decided;
    // Of those that interrupt it.
    volatile bool is_stale;
    volatile uint32_t rewrites;
};

// `value` has room for the object, and is aligned to 4 bytes. What cannot be read is a fault here, before anything is
// held; what cannot be written is one in a kernel section, and the firmware ends. Context: any. What is between begin and
// end makes no other calls than these.
void hop_atomic_begin(struct hop_atomic_operation *operation, volatile void *object, size_t size, void *value);

// Makes the value that of the object, as it has been at one moment.
void hop_atomic_read(struct hop_atomic_operation *operation);

// Makes the object that of the value. False: nothing done, the object has changed since it was read.
bool hop_atomic_decide(struct hop_atomic_operation *operation);

void hop_atomic_end(const struct hop_atomic_operation *operation);

// Whether this context has interrupted no operation. Then one that is an instruction needs no more.
bool hop_atomic_is_alone(void);

// ---- On these stand the compiler's functions

enum hop_atomic_change { HOP_ATOMIC_ADD, HOP_ATOMIC_SUB, HOP_ATOMIC_AND, HOP_ATOMIC_OR, HOP_ATOMIC_XOR, HOP_ATOMIC_NAND };

// Of an object of 1, 2, 4 or 8 bytes; returns what it was.
uint64_t hop_atomic_fetch(volatile void *object, size_t size, enum hop_atomic_change change, uint64_t operand);

// Of any object, with room for it at `value`: to *to.
void hop_atomic_load(volatile void *object, size_t size, void *value, void *to);
// *from to the object, and what it was to *old, if that is not NULL.
void hop_atomic_exchange(volatile void *object, size_t size, void *value, const void *from, void *old);
// The same if the object is *expected; else that becomes what the object is. Returns which.
bool hop_atomic_compare(volatile void *object, size_t size, void *value, void *expected, const void *desired);
