// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Catches: a check that asks for less than what is below it: arguments and callees below an alloca, in a function
// without a check of its own, too, and where the calls are through registers; functions without a check, by
// themselves and in a recursion. Each is run with ever less stack left, and must die or return without
// SP below the leaf zone.
//
// RUN: %every_core -Os %s
// RUN: %every_core -Oz %s
// RUN: %every_core -O0 %s
// RUN: %every_core -O2 -mlong-calls %s
//
// CHECK: arguments: died and returned, in the zones
// CHECK: by request: died and returned, in the zones
// CHECK: often: died and returned, in the zones
// CHECK: deep callee: died and returned, in the zones
// CHECK: recursion: died and returned, in the zones

#include <hop/abi.h>
#include <hop/hop.h>

#include <alloca.h>
#include <stdio.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))
#define UNCHECKED __attribute__((noinline, no_split_stack))

enum { STACK = 6144, BELOW = 4096, STEP = 40 };

struct large {
    char bytes[700];
};

static struct {
    unsigned char below[BELOW]; // what a check that asks for too little may reach
    _Alignas(8) unsigned char stack[STACK];
} memory;

static const struct large value;
static volatile unsigned left_out, panics, returned;
static const unsigned char *deepest;

static void reach(const volatile void *place)
{
    if ((const unsigned char *)place < deepest) {
        deepest = (const unsigned char *)place;
    }
}

// Takes less than 32 bytes.
NOINLINE void take(struct large argument, void *memory)
{
    reach(&argument);
    __asm volatile("" : : "r"(memory) : "memory");
}

UNCHECKED void deep(void)
{
    volatile char frame[300];
    frame[0] = 1;
    reach(frame);
}

NOINLINE static void arguments(unsigned bytes)
{
    take(value, alloca(bytes));
}

UNCHECKED static void by_request(unsigned bytes)
{
    take(value, alloca(bytes));
}

// With -Oz the calls are through registers.
NOINLINE static void often(unsigned bytes)
{
    void *p = alloca(bytes);
    void *q = alloca(8);
    void *r = alloca(8);
    __asm volatile("" : : "r"(q), "r"(r));
    take(value, p);
    take(value, p);
    take(value, p);
}

NOINLINE static void deep_callee(unsigned bytes)
{
    void *p = alloca(bytes);
    __asm volatile("" : : "r"(p) : "memory");
    deep();
    deep();
    deep();
    deep();
}

static int checked(int depth);

UNCHECKED static int unchecked(int depth)
{
    volatile char frame[300];
    frame[0] = (char)depth;
    reach(frame);
    return depth > 0 ? checked(depth - 1) + frame[0] : 0;
}

NOINLINE static int checked(int depth)
{
    return unchecked(depth) + 1;
}

NOINLINE static void recursion(unsigned bytes)
{
    unchecked((int)bytes / 320);
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    (void)info;
    panics++;
}

static void (*volatile current)(unsigned);

static void run(void *unused)
{
    (void)unused;
    current(left_out);
    returned++;
}

static int attempt(const char *name, void (*function)(unsigned))
{
    static struct hop_task task;
    deepest = memory.stack + STACK;
    panics = returned = 0;
    current = function;
    for (left_out = STACK / 2; left_out < STACK; left_out += STEP) {
        hop_task_create(&task, &(struct hop_task_config){
            .name = name, .entry = run, .stack = memory.stack, .stack_size = STACK,
            .priority = HOP_PRIORITY_MAIN + 1, .restart = HOP_RESTART_NEVER});
        hop_task_join(&task);
    }
    const int out_of_zones = deepest < memory.stack + HOP_RESERVE_DEFAULT + HOP_ZONE_TRAP;
    printf("%s: %s and %s, %s the zones\n", name, panics ? "died" : "never died",
           returned ? "returned" : "never returned", out_of_zones ? "OUT OF" : "in");
    return out_of_zones;
}

int main(void)
{
    return attempt("arguments", arguments) + attempt("by request", by_request) +
           attempt("often", often) + attempt("deep callee", deep_callee) +
           attempt("recursion", recursion);
}
