// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "atomic/operation.h"

#include "arch/arch.h"
#include "hop/port.h"
#include "hop/softlock.h"

// panic/isr.c has it, or a kernel; named like this it brings libhop's kernel into no program that has none.
extern volatile uint16_t hop_port_inside __attribute__((weak));

static struct hop_atomic_operation *volatile innermost;

// By as few accesses as may be: what fits a register and is aligned is copied at once.
static void copy_object(volatile void *to, const volatile void *from, size_t size)
{
    uintptr_t bits = (uintptr_t)to | (uintptr_t)from | size;
    if (bits % 4 == 0)
        for (size_t i = 0; i < size / 4; i++)
            ((volatile uint32_t *)to)[i] = ((const volatile uint32_t *)from)[i];
    else if (bits % 2 == 0)
        for (size_t i = 0; i < size / 2; i++)
            ((volatile uint16_t *)to)[i] = ((const volatile uint16_t *)from)[i];
    else
        for (size_t i = 0; i < size; i++)
            ((volatile uint8_t *)to)[i] = ((const volatile uint8_t *)from)[i];
}

static bool is_on(const struct hop_atomic_operation *operation, const struct hop_atomic_operation *other)
{
    return operation->object == other->object && operation->size == other->size;
}

static bool has_decided(const struct hop_atomic_operation *operation)
{
    return operation->is_decided && !operation->is_stale;
}

static struct hop_atomic_operation *find_base(const struct hop_atomic_operation *operation)
{
    struct hop_atomic_operation *base = operation->outer;
    while (base != NULL && !(is_on(base, operation) && has_decided(base)))
        base = base->outer;
    return base;
}

static void touch(const volatile uint8_t *object, size_t size)
{
    (void)object[0];
    (void)object[size - 1];
}

void hop_atomic_begin(struct hop_atomic_operation *operation, volatile void *object, size_t size, void *value)
{
    touch(object, size);
    bool is_task = !hop_arch_in_handler();
    if (is_task)
        hop_port_suspend();
    else
        hop_port_inside++; // of contexts that nest: each leaves it as it was
    *operation = (struct hop_atomic_operation){
        .outer = innermost, .object = object, .size = size, .value = value, .is_task = is_task};
    operation->base = find_base(operation);
    __atomic_thread_fence(__ATOMIC_SEQ_CST); // for who is no context: DMA
    innermost = operation;
}

void hop_atomic_end(const struct hop_atomic_operation *operation)
{
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    innermost = operation->outer;
    if (operation->is_task)
        hop_port_resume();
    else
        hop_port_inside--;
}

bool hop_atomic_is_alone(void)
{
    return innermost == NULL;
}

void hop_atomic_read(struct hop_atomic_operation *operation)
{
    const struct hop_atomic_operation *base = operation->base;
    do {
        operation->is_stale = false;
        hop_softlock_fence();
        copy_object(operation->value, base != NULL ? base->value : operation->object, operation->size);
        hop_softlock_fence();
    } while (operation->is_stale);
}

static void tell_outer(const struct hop_atomic_operation *operation)
{
    for (struct hop_atomic_operation *other = operation->outer; other != NULL; other = other->outer)
        if (is_on(other, operation) && !has_decided(other))
            other->is_stale = true;
}

// To each that has decided before, and to memory. What these write meanwhile, where they were interrupted, is older, and
// they write again.
static void write_all(const struct hop_atomic_operation *operation)
{
    for (struct hop_atomic_operation *base = operation->base; base != NULL; base = base->base) {
        copy_object(base->value, operation->value, operation->size);
        base->rewrites++;
    }
    copy_object(operation->object, operation->value, operation->size);
}

bool hop_atomic_decide(struct hop_atomic_operation *operation)
{
    operation->is_decided = true;
    hop_softlock_fence();
    if (operation->is_stale) {
        operation->is_decided = false;
        hop_softlock_fence();
        return false;
    }
    tell_outer(operation);
    uint32_t seen;
    do {
        seen = operation->rewrites;
        hop_softlock_fence();
        write_all(operation);
        hop_softlock_fence();
    } while (seen != operation->rewrites);
    return true;
}
