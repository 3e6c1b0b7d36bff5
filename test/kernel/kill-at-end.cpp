// RUN: %clangxx --target=thumbv7em-none-eabihf -mcpu=cortex-m4 -Os -I %S/Inputs %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A kill at many instants of the end of a task: each of its thread-local objects is destroyed, and what newlib has kept
// for its conversions is given back.
#include "dual_timer.h"

#include <hop/hop.h>

#include <cstdio>

static hop_semaphore fired = HOP_SEMAPHORE(0, 1);
static hop_task task, killer;
alignas(8) static unsigned char stack[8192], killer_stack[2048];
static unsigned delay, made, destroyed, killed;

struct counted {
    volatile int used = 0;
    counted() { made++; }
    ~counted()
    {
        destroyed++;
        char text[8];
        std::snprintf(text, sizeof text, "%d", used);
    }
};
static thread_local counted first, second;

extern "C" void DUALTIMER_Handler()
{
    dual_timer_acknowledge();
    hop_semaphore_give(&fired);
}

extern "C" void hop_panic_hook(const hop_panic_info *) {}

static void kill(void *)
{
    for (;;) {
        hop_semaphore_take(&fired);
        killed += hop_task_kill(&task, "at its end") == HOP_OK;
    }
}

static void end(void *)
{
    if (hop_task_generation(&task) != 0)
        return;
    first.used = second.used = 1;
    volatile double number = 1.5e17;
    char text[64];
    std::snprintf(text, sizeof text, "%.17g", number);
    dual_timer_start(delay);
}

static void start(hop_task *which, void (*entry)(void *), void *memory, size_t size, unsigned priority)
{
    hop_task_config config{};
    config.name = "task";
    config.entry = entry;
    config.stack = memory;
    config.stack_size = size;
    config.priority = priority;
    hop_task_create(which, &config);
}

static size_t in_use()
{
    struct hop_mem_stats stats;
    hop_mem_stats(&stats);
    return stats.in_use;
}

int main()
{
    std::printf("begin\n");
    *reinterpret_cast<volatile uint32_t *>(0xe000e100) = 1 << 10;
    start(&killer, kill, killer_stack, sizeof killer_stack, 25);
    unsigned wrong = 0;
    size_t before = in_use();
    for (delay = 2; delay < 1200; delay += 2) {
        made = destroyed = 0;
        start(&task, end, stack, sizeof stack, 20);
        hop_task_join(&task);
        hop_task_sleep(1);
        wrong += made != destroyed;
    }
    // CHECK: not destroyed 0, killed 1, lost 0
    std::printf("not destroyed %u, killed %d, lost %d\n", wrong, killed > 50, static_cast<int>(in_use() - before));
}
