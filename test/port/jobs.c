// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Calls that may fail, without a kernel: what they return, where they are refused, what is left of them. Registers and
// the stack of the caller are as they were, and its limit and regions are in force again.
//
// RUN: sh %S/Inputs/on-cores.sh %prefix %t %s %prefix/share/hop/port/bare/job.c %prefix/share/hop/port/bare/boot.c %prefix/share/hop/port/bare/libc.c
//
// CHECK:      fine: 0, panic: -9 reason 0, overflow: -9 reason 1, fault: -9 reason 4
// CHECK-NEXT: record of the latest: fault, 3 panics, in the hook -7
// CHECK-NEXT: 100 more: 100 cleanups, limit kept, caller's variables kept
// CHECK-NEXT: inner -9, outer 0; the same again: -2
// CHECK-NEXT: a job in a cleanup: -7, then the job ends with -9
// CHECK-NEXT: overflow in a region: the call happened, then -9, region open 0
// CHECK-NEXT: owners: 72 left, then -9, 1 of 120 bytes freed, ended job -9
// CHECK-NEXT: heap left 0
#include "hop_job.h"

#include <hop/hop.h>
#include <hop/port.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

#define LIMIT (*(volatile uint32_t *)0x20000000)
#define CLEANUP_DEPTH (*(volatile uint32_t *)0x20000004)

static struct hop_job job = {.name = "job"}, inner = {.name = "inner"};
static int cleanups, in_hook = 1, in_cleanup = 1, inner_result = 1, same_result = 1, deep_calls;

static int descend(int depth)
{
    volatile char frame[64];
    frame[depth % 64] = 1;
    return depth ? descend(depth - 1) + frame[depth % 64] : 0;
}

static void clean(int *unused)
{
    (void)unused;
    cleanups++;
}

static void be_fine(void *unused)
{
    (void)unused;
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    (void)info;
    in_hook = hop_job_run(&inner, be_fine, NULL);
}

static void panic(void *unused)
{
    (void)unused;
    __attribute__((cleanup(clean))) int guard = 0;
    hop_panic("on purpose");
}

static void overflow(void *unused)
{
    (void)unused;
    __attribute__((cleanup(clean))) int guard = 0;
    descend(100000);
}

static void fault(void *unused)
{
    (void)unused;
    void (*volatile nowhere)(void) = (void (*)(void))0xe0000001;
    nowhere();
}

static void run_inner(void *unused)
{
    (void)unused;
    inner_result = hop_job_run(&inner, overflow, NULL);
    same_result = hop_job_run(&job, overflow, NULL);
}

static void clean_by_job(int *unused)
{
    (void)unused;
    in_cleanup = hop_job_run(&inner, be_fine, NULL);
}

static void panic_with_job(void *unused)
{
    (void)unused;
    __attribute__((cleanup(clean_by_job))) int guard = 0;
    hop_panic("on purpose");
}

// Into the reserve, which a region may use.
static int dive(uintptr_t limit)
{
    volatile char frame[40];
    frame[0] = 1;
    if ((uintptr_t)frame < limit - 100)
        return ++deep_calls;
    return dive(limit) + frame[0];
}

static void exhaust_in_region(void *unused)
{
    (void)unused;
    void *block = malloc(100);
    hop_kill_defer_begin();
    dive(LIMIT);
    free(block);
    hop_kill_defer_end();
    descend(1);
    deep_calls = 100;
}

// A job owns its blocks, however it ends; one that it has given to the job outside stays.
static struct hop_runtime *outermost;

static void own(void *dies)
{
    void *mine = hop_mem_alloc_owned(100), *given = hop_mem_alloc_owned(50);
    hop_mem_give_to(given, outermost);
    if (dies)
        hop_panic("with %d block", mine != NULL);
}

static void run_owners(void)
{
    outermost = hop_port_self();
    int left = (int)mallinfo().uordblks, panicked;
    hop_job_run(&job, own, NULL);
    int once = (int)mallinfo().uordblks - left;
    panicked = hop_job_run(&job, own, &job);
    printf("owners: %d left, then %d, %d of %u bytes freed, ended job %d\n", once, panicked, hop_job_panic(&job)->blocks,
           (unsigned)hop_job_panic(&job)->block_bytes, hop_mem_give_to(hop_mem_alloc_owned(1), &job.runtime));
}

static const char *kind(const struct hop_panic_info *info)
{
    return info && info->reason == HOP_PANIC_FAULT ? "fault" : "another";
}

static void run_all(void)
{
    printf("fine: %d", hop_job_run(&job, be_fine, NULL));
    printf(", panic: %d", hop_job_run(&job, panic, NULL));
    printf(" reason %d", hop_job_panic(&job)->reason);
    printf(", overflow: %d", hop_job_run(&job, overflow, NULL));
    printf(" reason %d", hop_job_panic(&job)->reason);
    printf(", fault: %d", hop_job_run(&job, fault, NULL));
    printf(" reason %d\n", hop_job_panic(&job)->reason);
    printf("record of the latest: %s, %u panics, in the hook %d\n", kind(hop_job_panic(&job)), (unsigned)job.panics, in_hook);
}

static void run_often(void)
{
    uint32_t limit = LIMIT;
    volatile int failures = 0;
    double kept = 1.5;
    cleanups = 0;
    for (int i = 0; i < 100; i++) {
        failures += hop_job_run(&job, i % 2 ? overflow : panic, NULL) == HOP_KILLED;
        kept += 1;
    }
    printf("%d more: %d cleanups, limit %s, caller's variables %s\n", failures, cleanups,
           LIMIT == limit ? "kept" : "changed", kept == 101.5 ? "kept" : "changed");
}

int main(void)
{
    run_all(); // stdout has its buffer then
    struct mallinfo before = mallinfo();
    run_often();
    int outer = hop_job_run(&job, run_inner, NULL);
    printf("inner %d, outer %d; the same again: %d\n", inner_result, outer, same_result);
    int ended = hop_job_run(&job, panic_with_job, NULL);
    printf("a job in a cleanup: %d, then the job ends with %d\n", in_cleanup, ended);
    ended = hop_job_run(&job, exhaust_in_region, NULL);
    printf("overflow in a region: the call %s, then %d, region open %d\n",
           deep_calls == 1 ? "happened" : "did not happen", ended, (int)CLEANUP_DEPTH);
    struct mallinfo after = mallinfo();
    run_owners();
    printf("heap left %d\n", (int)(after.uordblks - before.uordblks));
    return 0;
}
