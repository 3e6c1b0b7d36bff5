// RUN: mkdir -p %t && cd %t && rm -f *.o
// RUN: %host_cc -fno-sanitize=all -O1 -I %S/Inputs -fsanitize-coverage=trace-pc-guard,trace-loads,trace-stores -c %libhop/mem/heap.c %libhop/mem/owned.c %libhop/mem/owned_give.c %libhop/mem/record.c %libhop/mem/resize.c %libhop/mem/tlsf.c %libhop/mem/tlsf_resize.c %libhop/kernel/softlock.c
// RUN: %host_cc -fno-sanitize=all -O1 -I %S/Inputs %s *.o %libhop/mem/region.c %libhop/mem/tlsf_create.c -no-pie -Wl,--defsym=__hop_heap_end=__hop_heap_start+16384 -o test && ./test
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Blocks that tasks own, under every interleaving of a task and two handlers (Inputs/interleaving.h): each handler frees a
// block that is in the task's list between others, and allocates one of nobody. The lists are sound whenever nobody
// is inside, and in the end nothing is left in them or lost.
#include "hop/owned.h"
#include "kernel/sched.h"
#include "mem/owned.h"
#include "panic/text.h"

#include "Inputs/interleaving.h"
#include "check.h"

#include <string.h>

enum { HANDLERS = 2 };

_Alignas(16) char __hop_heap_start[16384];
volatile uint16_t hop_port_inside;
static struct hop_runtime self = {.top = 1}, other = {.top = 1};
static unsigned suspended;

// ---- What the kernel is to the heap

struct hop_runtime *hop_port_self(void)
{
    return &self;
}

void hop_port_suspend(void)
{
    suspended++;
}

void hop_port_resume(void)
{
    suspended--;
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

// No report is printed.
void hop_text_put(struct hop_text *text, const char *more)
{
    (void)text;
    (void)more;
}

void hop_text_decimal(struct hop_text *text, uint32_t number)
{
    (void)text;
    (void)number;
}

void hop_text_end_line(struct hop_text *text)
{
    (void)text;
}

// ---- What runs

static void *to_free[HANDLERS], *got[HANDLERS];
static unsigned long none;

static void handler(unsigned context)
{
    unsigned number = context - 1;
    hop_heap_free(to_free[number]);
    got[number] = hop_owned_alloc(HOP_MEM_GENERAL, 40);
    none += got[number] == NULL;
    if (hop_mem_give_to(got[number], &self) != HOP_CONTEXT)
        end("a handler gave");
}

static void task(void)
{
    struct hop_panic_info info = {.blocks = 0};
    char *first = hop_mem_alloc_owned(40), *second = hop_mem_alloc_owned(300);
    strcpy(second, "text");
    if (hop_mem_give_to(first, &other) != HOP_OK)
        end("not given");
    second = hop_heap_resize(second, 900);
    if (strcmp(second, "text") != 0)
        end("text lost");
    hop_heap_free(second);
    hop_owned_release(&other, &info);
    if (info.blocks != 1 || info.blocks_damaged)
        end("released something else");
}

static unsigned length(struct hop_runtime *owner)
{
    unsigned count = 0;
    struct hop_owned_tail **link = &owner->owned;
    for (; *link; link = &(*link)->next, count++)
        if ((*link)->link != link)
            end("a list is not sound");
    return count;
}

static void run(void)
{
    size_t before = hop_heap.in_use;
    for (unsigned i = 0; i < HANDLERS; i++) {
        to_free[i] = hop_mem_alloc_owned(40);
        got[i] = NULL;
    }
    interleaving = true;
    task();
    interleaving = false;
    unsigned left = 0;
    for (unsigned i = 0; i < HANDLERS; i++)
        left += !places[i + 1].has_run;
    if (length(&self) != left || length(&other) != 0)
        end("a list has other blocks");
    for (unsigned i = 0; i < HANDLERS; i++)
        hop_heap_free(got[i]);
    hop_owned_release(&self, NULL);
    if (hop_heap.in_use != before || hop_heap.lock.held || hop_heap.lock.pending || suspended)
        end("memory is lost, or the lock not as before");
}

int main(void)
{
    hop_heap_free(hop_heap_alloc(HOP_MEM_GENERAL, 1));
    run_every_interleaving(run);
    printf("%lu runs: %lu allocations of handlers found the heap in use\n", runs, none);
    CHECK_EQUAL(runs > 50000 && none > 10000, true);
    return check_result();
}
