// RUN: mkdir -p %t && cd %t && rm -f *.o
// RUN: %host_cc -fno-sanitize=all -O1 -I %S/Inputs -fsanitize-coverage=trace-pc-guard,trace-loads,trace-stores -c %libhop/atomic/operation.c %libhop/atomic/change.c
// RUN: %host_cc -fno-sanitize=all -O1 -I %S/Inputs %s *.o -o test && ./test
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Atomic objects of two words under every interleaving of a task and two handlers (Inputs/interleaving.h), and some of
// three. Results are those of operations one after another, and nobody sees half of one.
#include "atomic/operation.h"

#include "Inputs/history.h"

enum { ADD, LOAD, EXCHANGE, COMPARE, KINDS };

// Whatever is done to one half is done to the other.
static uint64_t object;
static unsigned plan; // a kind for each call, two bits

static unsigned suspended;
volatile uint16_t hop_port_inside;

void hop_port_suspend(void)
{
    suspended++;
}

void hop_port_resume(void)
{
    suspended--;
}

static uint64_t both(unsigned half)
{
    return half | (uint64_t)half << 32;
}

static int half_of(uint64_t value)
{
    if (value != both((uint32_t)value))
        end("half of an operation was seen");
    return (int)(uint32_t)value;
}

static void add(unsigned number)
{
    struct call *call = call_begin(ADD, (int)number);
    call_end(call, half_of(hop_atomic_fetch(&object, sizeof object, HOP_ATOMIC_ADD, both(number))));
}

static void load(void)
{
    uint64_t value, result;
    struct call *call = call_begin(LOAD, 0);
    hop_atomic_load(&object, sizeof object, &value, &result);
    call_end(call, half_of(result));
}

// In half of the plans the old value is to be where the new one is.
static void exchange(unsigned number)
{
    uint64_t value, from = both(number), old = from;
    struct call *call = call_begin(EXCHANGE, (int)number);
    hop_atomic_exchange(&object, sizeof object, &value, plan >> 8 & 1 ? &old : &from, &old);
    call_end(call, half_of(old));
}

// If it is what it was at first, or what the first handler adds to that.
static void compare(unsigned number)
{
    uint64_t value, expected = both(number & 16), desired = both(number);
    struct call *call = call_begin(COMPARE, (int)number);
    bool is_equal = hop_atomic_compare(&object, sizeof object, &value, &expected, &desired);
    call_end(call, is_equal ? -1 : half_of(expected));
}

static void act(unsigned place, unsigned number)
{
    switch (plan >> 2 * place & 3) {
    case ADD:
        add(number);
        break;
    case LOAD:
        load();
        break;
    case EXCHANGE:
        exchange(number);
        break;
    default:
        compare(number);
    }
}

static int64_t step(int64_t state, const struct call *call)
{
    int64_t number = call->argument;
    if (call->kind == COMPARE && call->result == -1)
        return state == (number & 16) ? number : -1;
    if (call->kind == COMPARE && state == (number & 16))
        return -1;
    if (call->result != state)
        return -1;
    return call->kind == ADD ? state + number : call->kind == EXCHANGE ? number : state;
}

// The first one twice.
static void handler(unsigned number)
{
    act(number, 16 << number);
    if (number == 1)
        act(4, 33);
}

static void run(void)
{
    history_clear();
    object = 0;
    interleaving = true;
    act(0, 16);
    interleaving = false;
    if (suspended != 0 || hop_port_inside != 0 || !hop_atomic_is_alone())
        end("an operation has left something behind");
    history_check(step, 0, half_of(object));
}

int main(void)
{
    for (plan = 0; plan < 1u << 10; plan++)
        if ((plan >> 6 & 3) == 0) // the third handler's
            run_every_interleaving(run);
    unsigned long all = runs;
    for (plan = 0; plan < 1u << 10; plan++)
        run_samples_of_three(run, 400);
    printf("%lu runs, %lu of three\n", all, runs - all);
    return all > 1000000 ? 0 : 1;
}
