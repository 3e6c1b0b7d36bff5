// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From reset to main: the boot code becomes the idle task, and the first task
// is main's, which runs constructors, main, and exit.
#include "arch/arch.h"
#include "board/board.h"
#include "hop/config.h"
#include "panic/context.h"
#include "panic/fatal.h"
#include "kernel/arguments.h"
#include "kernel/sched.h"
#include "kernel/task.h"
#include "kernel/tickless.h"
#include "kernel/tls.h"
#include "kernel/wait.h"
#include "stack/stacklet.h"

#include <stdlib.h>

// The idle task holds one exception frame and the frames of idle(): its limit
// stays 0, no check is made on it.
enum { IDLE_STACK_SIZE = 256 };

static uint64_t idle_stack[IDLE_STACK_SIZE / sizeof(uint64_t)];
static struct hop_task idle_task;
struct hop_task hop_main_task;

extern unsigned char __hop_tls_shared[];

// Linking with --defsym=__hop_main_stack_limit=N lets main's stack grow to N bytes in all.
// The driver then adds hop_growth, too.
extern char __hop_main_stack_limit[] __attribute__((weak));
static char *const volatile main_stack_limit = __hop_main_stack_limit;
#pragma weak hop_growth

typedef void (*const hop_initializer)(void);
extern hop_initializer __preinit_array_start[], __preinit_array_end[];
extern hop_initializer __init_array_start[], __init_array_end[];

int main(int argc, char **argv);

static void idle(void)
{
    hop_sched.suspended = 0;
    hop_arch_switch_request(); // to main's task
    for (;;) {
        if (hop_tickless_idle)
            hop_tickless_idle();
        hop_arch_wait();
    }
}

static void call_initializers(hop_initializer *next, hop_initializer *end)
{
    for (; next < end; next++)
        (*next)();
}

static void run_constructors(void)
{
    call_initializers(__preinit_array_start, __preinit_array_end);
    call_initializers(__init_array_start, __init_array_end);
}

static void run_main(void *unused)
{
    (void)unused;
    run_constructors();
    char **arguments;
    int count = hop_arguments_read(&arguments);
    int status = main(count, arguments);
    if (hop_tls_end)
        hop_tls_end();
    exit(status);
}

// Called by crt0 on the main stack, memory set up, nothing else running. The
// scheduler is suspended until idle() opens it.
void hop_boot_start(void)
{
    hop_board_init();
    hop_arch_init();
    hop_sched.suspended = 1;
    idle_task.runtime.name = "idle";
    idle_task.runtime.special = true; // no limit
    idle_task.runtime.seal = hop_runtime_seal(&idle_task.runtime);
    idle_task.runtime.top = (uintptr_t)__hop_tls_shared;
    if (hop_tls_begin)
        hop_tls_begin(&idle_task);
    hop_sched.current = &idle_task;
    hop_wait_end(&idle_task, HOP_OK);
    size_t size = (size_t)(__hop_main_task_stack_end - __hop_main_task_stack);
    const struct hop_growth_ops *growth = main_stack_limit != NULL ? &hop_growth : NULL;
    if ((main_stack_limit || hop_stack_is_stressed()) && !&hop_growth)
        hop_fatal("stacks that grow are not linked: add -u hop_growth", 0);
    if (size < (growth ? HOP_STACK_MIN_GROWING : HOP_STACK_MIN) + hop_tls_room_if_any())
        hop_fatal("__hop_main_stack_size is below HOP_STACK_MIN", 0);
    hop_task_start(&hop_main_task,
                   &(struct hop_task_config){.name = "main",
                                             .entry = run_main,
                                             .stack = __hop_main_task_stack,
                                             .stack_size = size,
                                             .growth = growth,
                                             .stack_limit = (size_t)main_stack_limit,
                                             .priority = HOP_PRIORITY_MAIN},
                   HOP_OUTCOME_EXIT);
    if (hop_board_clock_changed() != HOP_OK)
        hop_fatal("clock too slow", 0);
    hop_arch_become_task((uintptr_t)idle_stack + sizeof idle_stack, idle);
}
