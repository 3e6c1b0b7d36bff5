// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stacklets, and stack objects of the heap, come from memory that is for stacks and from no other, however much there
// is of that.
//
// RUN: %every_core -Os -Wl,--defsym=__hop_heap_size=3000 %s
//
// CHECK: in the linker's region 1, elsewhere 0
// CHECK-NEXT: that is full: in the stack region 1, elsewhere 0
// CHECK-NEXT: both are full: no memory for the stack
// CHECK-NEXT: in general memory 0
// CHECK-NEXT: created in general memory: no (-8)

#include <hop/hop.h>
#include <stdio.h>
#include <string.h>

extern char __hop_heap_start[], __hop_heap_end[];

static struct hop_task task;
static _Alignas(8) unsigned char stack[1300], general[6000], stacks_only[2600];
static const char *text = "none";
static unsigned in_linkers, in_general, in_stacks, elsewhere;
static volatile int zero;

void hop_panic_hook(const struct hop_panic_info *info)
{
    text = info->text;
}

static bool is_in(const volatile char *address, const void *start, const void *end)
{
    return address >= (const char *)start && address < (const char *)end;
}

__attribute__((noinline)) static int deep(int n)
{
    volatile char frame[1300];
    frame[n] = 1;
    if (is_in(frame, __hop_heap_start, __hop_heap_end))
        in_linkers++;
    else if (is_in(frame, general, general + sizeof general))
        in_general++;
    else if (is_in(frame, stacks_only, stacks_only + sizeof stacks_only))
        in_stacks++;
    else
        elsewhere++;
    return frame[n];
}

static void run_in_task(void *argument)
{
    (void)argument;
    deep(zero);
}

static int run(void *where)
{
    in_linkers = in_general = in_stacks = elsewhere = 0;
    return hop_task_create(&task, &(struct hop_task_config){
        .name = "task", .entry = run_in_task, .stack = where, .stack_size = sizeof stack & ~7u, .growth = &hop_growth,
        .priority = HOP_PRIORITY_MAIN + 1, .restart = HOP_RESTART_NEVER});
}

int main(void)
{
    hop_mem_free(hop_mem_alloc(1));
    hop_mem_region_add(general, sizeof general, HOP_MEM_GENERAL);
    hop_mem_region_add(stacks_only, sizeof stacks_only, HOP_MEM_STACK);
    run(stack);
    printf("in the linker's region %u, elsewhere %u\n", in_linkers, in_general + in_stacks + elsewhere);
    void *first = hop_mem_alloc_from(HOP_MEM_GENERAL | HOP_MEM_STACK, 1000);
    run(stack);
    printf("that is full: in the stack region %u, elsewhere %u\n", in_stacks, in_general + in_linkers + elsewhere);
    void *second = hop_mem_alloc_from(HOP_MEM_STACK, 1500);
    run(stack);
    printf("both are full: %s\nin general memory %u\n", text, in_general);
    int error = run(NULL);
    printf("created in general memory: %s (%d)\n", error ? "no" : "yes", error);
    hop_mem_free(first);
    hop_mem_free(second);
    return 0;
}
