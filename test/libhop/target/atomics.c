// RUN: %every_core -Os -Wno-atomic-alignment %s
// RUN: %clang_v7em_hf -O2 %s -o %t.elf && hop-check-eh %t.elf
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Atomic objects of all sizes, shared by a task, another one that preempts it, and a handler that comes at each
// instruction. The second task runs near the end of its stack: an operation that does not fit happens, and the task
// dies at its next call.
#include "../../kernel/Inputs/tasks.h"

#include <stdatomic.h>

#define SYST_RVR (*(volatile uint32_t *)0xe000e014)
#define SYST_CVR (*(volatile uint32_t *)0xe000e018)

struct triple {
    uint32_t a, b, c;
};

static _Atomic uint8_t bytes;
static _Atomic uint16_t halves;
static _Atomic uint32_t words;
static _Atomic uint64_t doubles;
static _Atomic struct triple triples;
static atomic_flag flag = ATOMIC_FLAG_INIT;
static volatile uint32_t wrong, handlers, wakes;
static volatile bool counts, counts_loosely;

static uint64_t both(uint32_t half)
{
    return half | (uint64_t)half << 32;
}

static void count_double(void)
{
    uint64_t old = atomic_fetch_add(&doubles, both(1));
    wrong += (uint32_t)old != old >> 32;
}

static void count_double_by_exchange(void)
{
    uint64_t old = atomic_load(&doubles);
    while (!atomic_compare_exchange_weak(&doubles, &old, old + both(1)))
        wrong += (uint32_t)old != old >> 32;
}

static void count_triple(void)
{
    struct triple old = atomic_load(&triples), new;
    do {
        wrong += old.a != old.b || old.b != old.c;
        new = (struct triple){old.a + 1, old.b + 1, old.c + 1};
    } while (!atomic_compare_exchange_strong(&triples, &old, new));
}

static void count_word(void)
{
    words++;
}

static void count_small(void)
{
    bytes++;
    halves += 1;
}

// An address that the compiler does not know to be aligned, of an object that others change by instructions where there
// are any.
typedef uint32_t loose_word __attribute__((aligned(1)));
static uint32_t loose;

static void count_loose(void)
{
    if (counts_loosely) {
        loose_word *volatile at = &loose;
        uint32_t old = __atomic_load_n(at, __ATOMIC_SEQ_CST);
        while (!__atomic_compare_exchange_n(at, &old, old + 1, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))
            ;
    } else {
        __atomic_fetch_add(&loose, 1, __ATOMIC_SEQ_CST);
    }
}

static void (*const operations[])(void) = {count_double, count_double_by_exchange, count_triple, count_word, count_small, count_loose};
enum { OPERATIONS = sizeof operations / sizeof *operations };
static uint32_t done; // of the first task, rounds of all operations

static void count_all(void)
{
    for (int i = 0; i < OPERATIONS; i++)
        operations[i]();
}

void SysTick_Handler(void)
{
    if (!counts)
        return;
    handlers++;
    bool loosely = counts_loosely;
    counts_loosely = !loosely;
    count_all();
    counts_loosely = loosely;
    if (!atomic_flag_test_and_set(&flag))
        atomic_flag_clear(&flag);
    else
        wrong++; // none of the tasks has it
}

static void count_meanwhile(void *unused)
{
    (void)unused;
    for (;; wakes++) {
        hop_task_sleep(1);
        count_all();
    }
}

// A tick after so many counts; then as before.
static void interrupt_after(uint32_t ticks, void (*operation)(void))
{
    uint32_t period = SYST_RVR, before = handlers;
    SYST_RVR = ticks;
    SYST_CVR = 0;
    SYST_RVR = period;
    operation();
    while (handlers == before)
        ;
}

static void sweep(void)
{
    counts = true;
    for (uint32_t ticks = 20; ticks < 1500; ticks += 3, done++, counts_loosely = !counts_loosely)
        for (int i = 0; i < OPERATIONS; i++)
            interrupt_after(ticks, operations[i]);
    counts = false;
    hop_task_kill(&tasks[0], "enough");
}

static int undone;

static void undo(int *unused)
{
    (void)unused;
    undone++;
}

static int descend(int depth)
{
    __attribute__((cleanup(undo))) int guard = depth;
    count_double();
    return descend(depth + 1) + guard;
}

static void overflow(void *unused)
{
    (void)unused;
    descend(0);
}

int main(void)
{
    start(0, count_meanwhile, 1);
    sweep();
    hop_task_join(&tasks[0]);
    // Each operation is two of one kind, what the byte counts wraps.
    uint32_t each = done + handlers + wakes;
    struct triple triple = triples;
    wrong += (uint32_t)doubles != 2 * each || triple.a != each || triple.c != each || words != each;
    wrong += loose != each || bytes != (uint8_t)each || halves != (uint16_t)each;
    // CHECK: at all instructions: wrong 0, handlers more than two thousand, lock-free 1
    printf("at all instructions: wrong %u, handlers %s, lock-free %d\n", (unsigned)wrong,
           handlers > 2000 ? "more than two thousand" : "too few", atomic_is_lock_free(&doubles));
    loose_word *volatile at = &loose;
    __atomic_store_n(at, 5, __ATOMIC_SEQ_CST);
    uint32_t was = __atomic_exchange_n(at, 6, __ATOMIC_SEQ_CST);
    // CHECK: at an unknown address: 5 6
    printf("at an unknown address: %u %u\n", (unsigned)was, (unsigned)loose);
    uint32_t before = (uint32_t)doubles;
    start(1, overflow, 1);
    hop_task_join(&tasks[1]);
    int counted = (int)((uint32_t)doubles - before) - undone;
    // CHECK: overflow: counted as often as undone, and more 0
    printf("overflow: counted %s, and more %d\n", undone > 3 ? "as often as undone" : "too little", counted);
    return 0;
}
