// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An image that is linked to run without a debugger does so, with a UART as its console: here in a QEMU without
// semihosting, where any request is a fault. A reset ends it.
//
// RUN: %clang --config stm32f407xg.cfg -g -Os -Wl,--defsym=__hop_semihosting=0 %s -o %t.elf
// RUN: qemu-system-arm -M netduinoplus2 -display none -monitor none -serial stdio -no-reboot -kernel %t.elf | FileCheck %s
// RUN: %clang --config stm32f407xg.cfg -g -Os %s -o %t.asks.elf
// RUN: not --crash qemu-system-arm -M netduinoplus2 -display none -monitor none -serial stdio -no-reboot -kernel %t.asks.elf 2>&1 \
// RUN:   | FileCheck --check-prefix=ASKS %s
//
// CHECK:      arguments 0, file 0, input -1, clock -1
// CHECK-NEXT: a timeout of 50 ms took no less, and not a second
// CHECK-NEXT: cleaned up
// CHECK-NEXT: hop: panic: stack overflow in task 'worker'
// CHECK:      hop:   task restarted
// CHECK-NEXT: restarted
// ASKS: Lockup
#include <hop/hop.h>
#include <stdint.h>
#include <stdio.h>
#include <threads.h>
#include <time.h>

#define USART1_DR (*(volatile uint32_t *)0x40011004)
#define AIRCR (*(volatile uint32_t *)0xe000ed0c)

static struct hop_task worker;
static _Alignas(8) char stack[2048];

void hop_board_console_write(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        USART1_DR = (unsigned char)text[i];
}

static void clean(int *unused)
{
    (void)unused;
    puts("cleaned up");
}

static int depth(int n)
{
    volatile char frame[40];
    frame[n % 40] = 1;
    return depth(n + 1) + frame[n % 40];
}

static void work(void *unused)
{
    static int runs;
    (void)unused;
    if (runs++ == 0) {
        __attribute__((cleanup(clean))) int held = 0;
        depth(0);
    }
    puts("restarted");
    AIRCR = 0x05fa0004; // system reset
}

// Without a clock a time stands for what was added to it.
static void wait_for_nothing(void)
{
    mtx_t mutex;
    cnd_t nothing;
    struct timespec until;
    mtx_init(&mutex, mtx_timed), cnd_init(&nothing), mtx_lock(&mutex);
    uint32_t from = hop_time_ticks();
    timespec_get(&until, TIME_UTC);
    until.tv_nsec += 50000000;
    int result = cnd_timedwait(&nothing, &mutex, &until);
    uint32_t waited = hop_time_ticks() - from;
    if (result == thrd_timedout && waited >= 50 && waited < 1000)
        puts("a timeout of 50 ms took no less, and not a second");
}

int main(int argc, char **argv)
{
    (void)argv;
    setvbuf(stdout, NULL, _IOLBF, 200);
    printf("arguments %d, file %d, input %d, clock %d\n", argc, fopen("x", "r") != NULL, getchar(), (int)time(NULL));
    wait_for_nothing();
    hop_task_create(&worker, &(struct hop_task_config){.name = "worker", .entry = work, .stack = stack,
        .stack_size = sizeof stack, .priority = HOP_PRIORITY_MAIN + 1});
    hop_task_sleep(1000);
    return 1;
}
