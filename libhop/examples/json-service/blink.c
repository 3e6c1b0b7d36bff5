// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// More urgent than every other task: only interrupt handlers, and whoever holds
// the kernel, can delay it.
#include "blink.h"

#include "memory.h"

#include <stdbool.h>

// FPGA I/O block of the MPS2 board: bits 0 and 1 are the user LEDs.
static volatile uint32_t *const led_register = (volatile uint32_t *)0x40028000;

struct demo_memory demo_memory;

static struct hop_task task;
static uint32_t periods;
static uint32_t missed;
static uint32_t worst_cycles;

static uint8_t pattern_at(unsigned index)
{
    return index * 7 % 3 & 1;
}

static void measure(uint32_t elapsed)
{
    uint32_t length = hop_time_cycles_hz() / 1000 * BLINK_PERIOD_MS;
    uint32_t distance = elapsed > length ? elapsed - length : length - elapsed;
    worst_cycles = distance > worst_cycles ? distance : worst_cycles;
}

static void blink(void *argument)
{
    (void)argument;
    uint32_t wake = hop_time_ticks();
    hop_task_sleep_until(&wake, 1); // start on an edge of the tick
    uint32_t last = hop_time_cycles();
    for (;;) {
        hop_task_sleep_until(&wake, BLINK_PERIOD_MS);
        uint32_t now = hop_time_cycles();
        missed += hop_time_ticks() != wake;
        measure(now - last);
        last = now;
        *led_register = demo_memory.blink_pattern[periods % BLINK_PATTERN_BYTES];
        periods++;
    }
}

void blink_start(void)
{
    for (unsigned i = 0; i < BLINK_PATTERN_BYTES; i++) {
        demo_memory.blink_pattern[i] = pattern_at(i);
    }
    const struct hop_task_config config = {
        .name = "blink",
        .entry = blink,
        .stack = demo_memory.blink_stack,
        .stack_size = sizeof(demo_memory.blink_stack),
        .priority = HOP_PRIORITY_MAIN + 8,
    };
    hop_task_create(&task, &config);
}

struct blink_status blink_status(void)
{
    struct blink_status status = {periods, missed, worst_cycles, 0};
    for (unsigned i = 0; i < BLINK_PATTERN_BYTES; i++) {
        status.bytes_changed += demo_memory.blink_pattern[i] != pattern_at(i);
    }
    return status;
}
