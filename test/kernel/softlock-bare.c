// RUN: %clang --target=thumbv7m -Os -fno-finite-stack -fno-exceptions -c %s -o %t.o
// RUN: %prefix/bin/ld.lld -e reset -T %S/Inputs/bare.ld %t.o %prefix/lib/clang-runtimes/thumbv7m/lib/libhop.a -o %t.elf
// RUN: llvm-nm %t.elf | FileCheck --implicit-check-not=hop_sched --implicit-check-not=hop_task %s
// RUN: %run --icount 7 %t.elf
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The soft-lock in a firmware without tasks, and without anything else of libhop: a main loop, and a handler that comes
// at every instruction of its access.
//
// CHECK: T hop_softlock_drain
#include "../Inputs/timer.h"

#include <hop/softlock.h>

static struct hop_softlock lock;
static struct hop_softlock_record asked;
static volatile uint32_t copies[2], fired, wrong; // the first guarded by the lock

static void add(uint32_t amount)
{
    wrong += copies[0] != copies[1];
    copies[0] = copies[0] + amount;
    copies[1] = copies[1] + amount;
}

static void carry_out(struct hop_softlock *unused)
{
    (void)unused;
    add(hop_softlock_take(&asked));
}

static void on_timer(void)
{
    timer_acknowledge();
    hop_softlock_ask(&lock, &asked, 10, carry_out);
    fired++;
}

static void turn(void)
{
    if (hop_softlock_try(&lock)) {
        add(1);
        hop_softlock_release(&lock, carry_out);
    }
}

static void end(int status)
{
    const uint32_t block[] = {0x20026, (uint32_t)status}; // ADP_Stopped_ApplicationExit
    __asm volatile("mov r0, #0x20\n\tmov r1, %0\n\tbkpt 0xab" ::"r"(block) : "r0", "r1", "memory");
}

void reset(void)
{
    timer_enable();
    for (uint32_t turns = 0; turns < 400;) {
        uint32_t before = fired;
        timer_start(1 + turns);
        turn();
        turns++;
        while (fired == before)
            ;
        wrong += copies[0] != turns * 11;
    }
    end(wrong != 0);
}

__attribute__((used, section(".vectors"))) static const void *const vectors[16 + 9] = {
    (void *)0x20008000, (void *)reset, [16 + 8] = (void *)on_timer};
