// RUN: mkdir -p %t && cd %t && rm -f *.o
// RUN: %host_cc -fno-sanitize=all -O1 -I %S/Inputs -fsanitize-coverage=trace-pc-guard,trace-loads,trace-stores -c %libhop/mem/heap.c %libhop/mem/record.c %libhop/mem/reserve.c %libhop/mem/resize.c %libhop/mem/tlsf.c %libhop/mem/tlsf_resize.c %libhop/kernel/softlock.c
// RUN: %host_cc -fno-sanitize=all -O1 -I %S/Inputs %s *.o %libhop/mem/region.c %libhop/mem/stats.c %libhop/mem/tlsf_create.c %libhop/mem/tlsf_largest.c -no-pie -Wl,--defsym=__hop_heap_end=__hop_heap_start+16384 -o test && ./test
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The heap's soft-lock, records and reserve under every interleaving of a task and
// two handlers (Inputs/interleaving.h). After each run nothing may be lost, given out
// twice, or left behind.
#include "kernel/sched.h"
#include "mem/heap.h"

#include "Inputs/interleaving.h"
#include "check.h"

#include <string.h>

enum { HANDLERS = 2 };

_Alignas(16) char __hop_heap_start[16384];
struct hop_sched hop_sched;
volatile uint16_t hop_port_inside;

// ---- What the kernel is to the heap

volatile struct hop_context __hop_context;

void hop_sched_catch_up(void)
{
}

void hop_kill_deliver(void)
{
}

void hop_port_suspend(void)
{
    hop_sched_suspend();
}

void hop_port_resume(void)
{
    hop_sched_resume();
}

_Noreturn void hop_fatal(const char *reason, uintptr_t pc)
{
    (void)pc;
    end(reason);
}

_Noreturn void hop_panic_misuse(const char *text, uintptr_t pc)
{
    (void)pc;
    end(text);
}

// ---- What runs

static void *owned[HANDLERS], *got[HANDLERS];
static unsigned ran;
static bool swapped; // handlers allocate before they free

static void fill(void *pointer, int value)
{
    if (pointer)
        memset(pointer, value, 40);
}

static void check_fill(const void *pointer, int value)
{
    const char *bytes = pointer;
    for (unsigned i = 0; pointer && i < 40; i++)
        if (bytes[i] != value)
            end("a block was given out twice");
}

static void handler(unsigned context)
{
    unsigned number = context - 1;
    ran++;
    if (!swapped)
        hop_heap_free(owned[number]);
    got[number] = hop_heap_alloc(HOP_MEM_GENERAL, 40);
    fill(got[number], (int)context);
    if (swapped)
        hop_heap_free(owned[number]);
}

static void task(void)
{
    void *first = hop_heap_alloc(HOP_MEM_GENERAL, 40);
    fill(first, 10);
    void *second = hop_heap_alloc(HOP_MEM_GENERAL, 300);
    check_fill(first, 10);
    hop_heap_free(second);
    first = hop_heap_resize(first, 100);
    check_fill(first, 10);
    hop_heap_free(first);
}

static struct hop_mem_stats stats(void)
{
    struct hop_mem_stats now;
    hop_mem_stats(&now);
    return now;
}

static void check_nothing_left(void)
{
    if (hop_heap.lock.held || hop_heap.lock.pending || hop_sched.suspended)
        end("the lock or the scheduler is not as before");
    for (unsigned i = 0; i < HOP_MEM_NESTING; i++)
        if (hop_heap.records[i].depth.held || hop_heap.records[i].freed[0] ||
            hop_heap.records[i].freed[1])
            end("a record is left");
}

static unsigned reserve; // blocks that it has; taken ones are replaced by a run's end
static unsigned long deferred, served, failed;

static void run(void)
{
    struct hop_mem_stats idle = stats();
    for (unsigned i = 0; i < HANDLERS; i++)
        owned[i] = hop_heap_alloc(HOP_MEM_GENERAL, 40);
    struct hop_mem_stats before = stats();
    ran = 0;
    got[0] = got[1] = NULL;
    interleaving = true;
    task();
    interleaving = false;
    check_nothing_left();
    unsigned blocks = 0;
    for (unsigned i = 0; i < HANDLERS; i++) {
        check_fill(got[i], (int)i + 1);
        blocks += got[i] != NULL;
        hop_heap_free(got[i]);
    }
    struct hop_mem_stats now = stats();
    // Past the last access a handler does not run.
    if (now.failures - before.failures != ran - blocks)
        end("failures are miscounted");
    if (reserve >= HANDLERS && now.failures != before.failures)
        end("a reserve that was large enough did not serve");
    for (unsigned i = 0; i < HANDLERS; i++)
        if (!places[i + 1].has_run)
            hop_heap_free(owned[i]);
    now = stats();
    if (now.in_use != idle.in_use)
        end("memory is lost, or the reserve not complete");
    deferred += now.frees_deferred - before.frees_deferred;
    served += now.reserve_served - before.reserve_served;
    failed += now.failures - before.failures;
}

static void *alloc_by_handler_inside(void)
{
    if (!hop_heap_enter())
        end("the heap is in use");
    handler_depth++;
    void *block = hop_heap_alloc(HOP_MEM_GENERAL, 40);
    handler_depth--;
    hop_heap_leave();
    return block;
}

// A block of the reserve that there is no memory to replace comes back with the
// first free that makes room.
static void test_short_reserve(void)
{
    static void *blocks[400];
    unsigned count = 0;
    CHECK_EQUAL(hop_mem_reserve(1, 40), HOP_OK);
    while ((blocks[count] = hop_heap_alloc(HOP_MEM_GENERAL, 40)))
        count++;
    void *first = alloc_by_handler_inside();
    CHECK_EQUAL(first != NULL, true);
    CHECK_EQUAL(alloc_by_handler_inside() == NULL, true);
    hop_heap_free(blocks[--count]);
    void *second = alloc_by_handler_inside();
    CHECK_EQUAL(second != NULL && second != first, true);
    CHECK_EQUAL(alloc_by_handler_inside() == NULL, true);
    hop_heap_free(first);
    hop_heap_free(second);
    while (count)
        hop_heap_free(blocks[--count]);
    CHECK_EQUAL(hop_mem_reserve(1000, 1000), HOP_NO_MEMORY);
    CHECK_EQUAL(hop_mem_reserve(SIZE_MAX / 8, 8), HOP_NO_MEMORY);
    CHECK_EQUAL(hop_mem_reserve(0, 0), HOP_OK);
    CHECK_EQUAL(stats().in_use, 0);
}

int main(void)
{
    test_short_reserve();
    for (reserve = 0; reserve <= 2; reserve++) {
        CHECK_EQUAL(hop_mem_reserve(reserve, 40), HOP_OK);
        for (unsigned order = 0; order <= 1; order++) {
            swapped = order;
            run_every_interleaving(run);
        }
    }
    printf("%lu runs: %lu frees deferred, %lu served from the reserve, %lu failed\n",
           runs, deferred, served, failed);
    CHECK_EQUAL(runs > 100000 && deferred > 10000 && served > 10000 && failed > 10000, true);
    return check_result();
}
