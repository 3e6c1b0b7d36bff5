// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Forced unwinding in C, without the C++ library: it runs the cleanups of the frames that it leaves, innermost first, until
// the stop function has the frame that it looks for and goes there. Nothing more is unwound, on a fixed stack and across
// stacklets. A stop function that refuses at once changes nothing. A kill that comes meanwhile waits for the
// end. One that nobody stops kills the task.
//
// RUN: %every_core -Os -Wall -Werror %s
// RUN: llvm-nm %t.thumbv7em-hf.elf | not grep -E '__hop_cxx_personality|__cxa_throw|_Unwind_RaiseException'
//
// A program without exceptions has none of it.
// RUN: %clang_v7em_hf -Os %S/kernel-hello.c -o %t.without.elf
// RUN: llvm-nm %t.without.elf | not grep -E ' T (hop_exception|_Unwind_(F|B))'
//
// CHECK:      refused: 9, cleanups: none, r8 intact
// CHECK-NEXT: cleanups: 3 2, stopped in first, again: 3 2
// CHECK-NEXT: nothing to clean up: end of stack 5
// CHECK-NEXT: grows: cleanups: 3 2, stopped in first, again: 3 2
// CHECK-NEXT: stacklets left: yes
// CHECK-NEXT: heap left: 0
// CHECK-NEXT: killed: cleanups: 3 2 1 k, after the stop
// CHECK-NEXT: killed: cleanups: 3 2 1, of forced unwinding: the stop function let it end
// CHECK-NEXT: not beyond a cleanup: 9, cleanups: 3 1
// CHECK-NEXT: back to the start: yes
#include "../../Inputs/heap_in_use.h"

#include <hop/hop.h>
#include <hop/stack.h>
#include <setjmp.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unwind.h>

static char order[32];
static struct _Unwind_Control_Block object;
static jmp_buf target;
static uintptr_t target_sp;
static struct hop_task *kill_in_cleanup;
static bool force_in_cleanup;
static int result;

static void note(char what)
{
    size_t length = strlen(order);
    order[length] = ' ';
    order[length + 1] = what;
}

static const char *cleanups(void)
{
    return order[0] != '\0' ? order : " none";
}

// Stops at the frame whose SP is target_sp; 0: never.
static _Unwind_Reason_Code stop(int version, _Unwind_Action actions, _Unwind_Exception_Class class,
                                struct _Unwind_Control_Block *exception, struct _Unwind_Context *context,
                                void *argument)
{
    if (version != 1 || (actions & ~_UA_END_OF_STACK) != (_UA_FORCE_UNWIND | _UA_CLEANUP_PHASE) ||
        class != 0x4b34 || exception != &object || argument != order)
        printf("stop function called with something else\n");
    if (target_sp != 0 && _Unwind_GetGR(context, 13) == target_sp)
        longjmp(target, 1);
    return _URC_NO_REASON;
}

static _Unwind_Reason_Code refuse(int version, _Unwind_Action actions, _Unwind_Exception_Class class,
                                  struct _Unwind_Control_Block *exception, struct _Unwind_Context *context,
                                  void *argument)
{
    return _URC_FAILURE;
}

static void clean_up(const char *what)
{
    char bytes[100];
    memset(bytes, *what, sizeof bytes);
    note(bytes[99]);
    if (kill_in_cleanup != NULL && *what == '3')
        hop_task_kill(kill_in_cleanup, "from its own cleanup");
    if (force_in_cleanup && *what == '3')
        result = _Unwind_ForcedUnwind(&object, stop, order);
}

#define CLEANS_UP(name) __attribute__((cleanup(clean_up))) char what = name

__attribute__((noinline)) static void third(_Unwind_Stop_Fn function)
{
    CLEANS_UP('3');
    result = _Unwind_ForcedUnwind(&object, function, order);
    memset(order, 0, sizeof order);
}

__attribute__((noinline)) static void second(_Unwind_Stop_Fn function)
{
    char bytes[500];
    CLEANS_UP('2');
    memset(bytes, 0, sizeof bytes);
    third(function);
    __asm volatile("" : : "r"(bytes) : "memory");
}

// Keeps its own cleanup: it is the target.
__attribute__((noinline)) static bool first(_Unwind_Stop_Fn function)
{
    CLEANS_UP('1');
    if (setjmp(target) != 0)
        return true;
    __asm volatile("mov %0, sp" : "=r"(target_sp));
    second(function);
    return false;
}

__attribute__((noinline)) static void goes_twice(void)
{
    bool stopped = first(stop);
    order[4] = '\0'; // less the one of first's own return
    printf("cleanups:%s, stopped in %s, again:", cleanups(), stopped ? "first" : "nothing");
    memset(order, 0, sizeof order);
    first(stop);
    order[4] = '\0';
    printf("%s\n", cleanups());
}

__attribute__((noinline)) static void refuses(void)
{
    register uint32_t r8 __asm("r8") = 0x1234;
    __asm volatile("" : "+r"(r8));
    object.exception_class = 0x4b34;
    uint32_t before = r8;
    result = _Unwind_ForcedUnwind(&object, refuse, order);
    __asm volatile("" : "+r"(r8));
    printf("refused: %d, cleanups:%s, r8 %s\n", result, cleanups(), r8 == before ? "intact" : "changed");
}

static size_t held(void)
{
    struct hop_stack_stats stats = {0};
    hop_stack_stats(hop_task_self(), &stats);
    return stats.held;
}

// Parts that are left for good are no more after many times than after one.
static void grows(void *argument)
{
    memset(order, 0, sizeof order);
    printf("grows: ");
    goes_twice();
    hop_stack_trim();
    size_t before = held();
    for (int i = 0; i < 20; i++) {
        memset(order, 0, sizeof order);
        first(stop);
    }
    hop_stack_trim();
    printf("stacklets left: %s\n", held() == before ? "yes" : "no");
}

static struct hop_task task;

static void is_killed(void *argument)
{
    memset(order, 0, sizeof order);
    kill_in_cleanup = &task;
    CLEANS_UP('k');
    first(stop);
    note('!');
}

static void does_not_stop(void *argument)
{
    memset(order, 0, sizeof order);
    CLEANS_UP('1');
    target_sp = 0;
    second(stop);
}

__attribute__((noinline)) static void panics(void)
{
    CLEANS_UP('3');
    hop_panic("for its cleanup");
}

static void forces_in_cleanup(void *argument)
{
    memset(order, 0, sizeof order);
    force_in_cleanup = true;
    target_sp = 0;
    CLEANS_UP('1');
    panics();
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    if (force_in_cleanup)
        printf("not beyond a cleanup: %d, cleanups:%s\n", result, cleanups());
    else
        printf("killed: cleanups:%s, %s%s\n", cleanups(), info->reason == HOP_PANIC_KILLED ? "after the stop" : "of ",
               info->reason == HOP_PANIC_KILLED ? "" : info->text);
}

static void run(void (*entry)(void *), const struct hop_growth_ops *growth)
{
    static alignas(8) unsigned char stack[HOP_STACK_MIN_GROWING + 2048];
    const struct hop_task_config config = {
        .name = "forces", .entry = entry, .stack = stack,
        .stack_size = growth != NULL ? HOP_STACK_MIN_GROWING + 128 : sizeof stack,
        .priority = HOP_PRIORITY_MAIN + 1, .restart = HOP_RESTART_NEVER, .growth = growth,
    };
    if (hop_task_create(&task, &config) != HOP_OK)
        printf("not created\n");
}

__attribute__((noinline)) static void has_none(void *argument)
{
    target_sp = 0;
    result = _Unwind_ForcedUnwind(&object, stop, order);
    printf("nothing to clean up: end of stack %d\n", result);
}

int main(void)
{
    uint32_t depth = *(volatile uint32_t *)(HOP_CONTEXT_ADDRESS + HOP_CONTEXT_CLEANUP_DEPTH);
    refuses();
    goes_twice();
    run(has_none, NULL);
    size_t in_use = heap_in_use();
    run(grows, &hop_growth);
    printf("heap left: %u\n", (unsigned)(heap_in_use() - in_use));
    run(is_killed, NULL);
    kill_in_cleanup = NULL;
    run(does_not_stop, NULL);
    run(forces_in_cleanup, NULL);
    printf("back to the start: %s\n",
           depth == *(volatile uint32_t *)(HOP_CONTEXT_ADDRESS + HOP_CONTEXT_CLEANUP_DEPTH) ? "yes" : "no");
    return 0;
}
