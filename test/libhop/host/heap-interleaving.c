// RUN: mkdir -p %t && cd %t && rm -f *.o
// RUN: %host_cc -fno-sanitize=all -O1 -I %S/Inputs -fsanitize-coverage=trace-pc-guard,trace-loads,trace-stores -c %libhop/mem/heap.c %libhop/mem/record.c %libhop/mem/reserve.c %libhop/mem/resize.c %libhop/mem/tlsf.c %libhop/mem/tlsf_resize.c %libhop/kernel/softlock.c
// RUN: %host_cc -fno-sanitize=all -O1 -I %S/Inputs %s *.o %libhop/mem/region.c %libhop/mem/stats.c %libhop/mem/tlsf_create.c %libhop/mem/tlsf_largest.c -no-pie -Wl,--defsym=__hop_heap_end=__hop_heap_start+16384 -o test && ./test
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The heap's soft-lock, records and reserve under every interleaving of a task and
// two handlers: the compiler calls back at every access to memory, and there the
// first handler runs; the second runs at every access inside the first, or at
// every later one of the task. Handlers run to their end, as on a processor.
// After each run nothing may be lost, given out twice, or left behind.
#include "kernel/sched.h"
#include "mem/heap.h"

#include "check.h"

#include <stdlib.h>
#include <string.h>

enum { HANDLERS = 2, NEVER = 0 };

_Alignas(16) char __hop_heap_start[16384];
struct hop_sched hop_sched;
unsigned handler_depth;

// ---- What the kernel is to the heap

volatile struct hop_context __hop_context;

void hop_sched_catch_up(void)
{
}

void hop_kill_deliver(void)
{
}

static _Noreturn void end(const char *text)
{
    printf("fatal: %s\n", text);
    exit(1);
}

_Noreturn void hop_port_fatal(const char *reason, uintptr_t pc)
{
    (void)pc;
    end(reason);
}

_Noreturn void hop_kernel_misuse(const char *text, uintptr_t pc)
{
    (void)pc;
    end(text);
}

// ---- Where handlers interrupt

// Accesses so far of the task (0) and the first handler (1), and at which of them
// the first and the second handler run.
static bool running;
static unsigned long accesses[HANDLERS];
static unsigned long first_at, second_at;
static bool second_nests;

static void handler(unsigned number);

static void interrupt(unsigned number)
{
    handler_depth++;
    handler(number);
    handler_depth--;
}

static void access(void)
{
    if (!running || handler_depth >= HANDLERS)
        return;
    unsigned long at = ++accesses[handler_depth];
    if (handler_depth == 1 && second_nests && at == second_at)
        interrupt(1);
    if (handler_depth != 0)
        return;
    if (at == first_at)
        interrupt(0);
    if (!second_nests && at == second_at)
        interrupt(1);
}

#define CALLBACK(kind) void __sanitizer_cov_##kind(void *address);                 \
    void __sanitizer_cov_##kind(void *address) { (void)address; access(); }
CALLBACK(load1) CALLBACK(load2) CALLBACK(load4) CALLBACK(load8) CALLBACK(load16)
CALLBACK(store1) CALLBACK(store2) CALLBACK(store4) CALLBACK(store8) CALLBACK(store16)
void __sanitizer_cov_trace_pc_guard(uint32_t *guard) { (void)guard; }
void __sanitizer_cov_trace_pc_guard_init(uint32_t *start, uint32_t *stop)
{
    (void)start, (void)stop;
}

// ---- What runs

static void *owned[HANDLERS], *got[HANDLERS];
static unsigned ran;
static bool has_run[HANDLERS];
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

static void handler(unsigned number)
{
    ran++;
    has_run[number] = true;
    if (!swapped)
        hop_heap_free(owned[number]);
    got[number] = hop_heap_alloc(HOP_MEM_GENERAL, 40);
    fill(got[number], (int)number + 1);
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

static unsigned long runs, deferred, served, failed;

// One run. The reserve has `reserve` blocks, taken ones are replaced by its end.
static void run(unsigned reserve)
{
    struct hop_mem_stats idle = stats();
    for (unsigned i = 0; i < HANDLERS; i++)
        owned[i] = hop_heap_alloc(HOP_MEM_GENERAL, 40);
    struct hop_mem_stats before = stats();
    ran = 0;
    memset(has_run, 0, sizeof has_run);
    got[0] = got[1] = NULL;
    accesses[0] = accesses[1] = 0;
    running = true;
    task();
    running = false;
    check_nothing_left();
    unsigned blocks = 0;
    for (unsigned i = 0; i < HANDLERS; i++) {
        check_fill(got[i], (int)i + 1);
        blocks += got[i] != NULL;
        hop_heap_free(got[i]);
    }
    struct hop_mem_stats now = stats();
    // Past the last access a handler does not run: that ends the caller's loop.
    if (now.failures - before.failures != ran - blocks)
        end("failures are miscounted");
    if (reserve >= HANDLERS && now.failures != before.failures)
        end("a reserve that was large enough did not serve");
    for (unsigned i = 0; i < HANDLERS; i++)
        if (!has_run[i])
            hop_heap_free(owned[i]);
    now = stats();
    if (now.in_use != idle.in_use)
        end("memory is lost, or the reserve not complete");
    runs++;
    deferred += now.frees_deferred - before.frees_deferred;
    served += now.reserve_served - before.reserve_served;
    failed += now.failures - before.failures;
}

// True if the last handler ran.
static bool run_at(unsigned long first, bool nests, unsigned long second,
                   unsigned reserve)
{
    first_at = first;
    second_nests = nests;
    second_at = second;
    run(reserve);
    return has_run[second != NEVER];
}

static void run_all(unsigned reserve)
{
    if (hop_mem_reserve(reserve, 40) != HOP_OK)
        end("no reserve");
    for (unsigned long first = 1; run_at(first, true, NEVER, reserve); first++) {
        for (unsigned long second = 1; run_at(first, true, second, reserve); second++)
            ;
        for (unsigned long second = first; run_at(first, false, second, reserve); second++)
            ;
    }
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
    for (unsigned reserve = 0; reserve <= 2; reserve++) {
        swapped = false;
        run_all(reserve);
        swapped = true;
        run_all(reserve);
    }
    printf("%lu runs: %lu frees deferred, %lu served from the reserve, %lu failed\n",
           runs, deferred, served, failed);
    CHECK_EQUAL(runs > 100000 && deferred > 10000 && served > 10000 && failed > 10000, true);
    return check_result();
}
