// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A fault in the C library's functions in assembly, which have no unwind table, or one that says that there is no frame:
// a bad pointer ends up there. Here the tick comes ever later and takes the Thumb bit away from what it interrupted, so
// that all ways through them, for strings of every alignment, have faults; in what the compiler calls by itself, too, before
// and after that has called its other half. Each time the caller's
// cleanup runs with the registers and the SP of the call. Not in libhop's own code, which has a table.
//
// RUN: %every_core -Os -fno-builtin -I %libhop -I %libhop/arch/arm-m %s
//
// CHECK:      strlen: reclaimed 0, wrong 0
// CHECK-NEXT: strcmp: reclaimed 0, wrong 0
// CHECK-NEXT: strcpy: reclaimed 0, wrong 0
// CHECK-NEXT: memchr: reclaimed 0, wrong 0
// CHECK-NEXT: memcpy: reclaimed 0, wrong 0
// CHECK-NEXT: memmove: reclaimed 0, wrong 0
// CHECK-NEXT: memset: reclaimed 0, wrong 0
// CHECK-NEXT: divide: reclaimed 0, wrong 0
// CHECK-NEXT: divide_unsigned: reclaimed 0, wrong 0
// CHECK-NEXT: compare: reclaimed 0, wrong 0
// CHECK-NEXT: add: reclaimed 0, wrong 0
// CHECK-NEXT: faults: many
#include "Inputs/callee_saved.h"
#include "Inputs/systick.h"

#include <hop/hop.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// keep_X calls call_X with r4 = 0xc4, ..., and a landing pad.
#define KEEPER(name)                                                                               \
    void keep_##name(void);                                                                        \
    __asm__(".syntax unified\n.text\n.globl keep_" #name "\n.type keep_" #name                     \
            ",%function\n.thumb_func\nkeep_" #name ":\n.fnstart\n" SAVE ".pad #12\nsub sp, #12\n"  \
            "ldr r0, =seen\nmov r1, sp\nstr r1, [r0, #36]\n" FILL                                  \
            "1:\nbl call_" #name "\n2:\nadd sp, #12\n" RESTORE                                     \
            "3:\nldr r2, =seen\n" STORE "mov r3, sp\nstr r3, [r2]\nbl _Unwind_Resume\n.pool\n"     \
            "4:\n.personality __gcc_personality_v0\n.handlerdata\n"                                \
            ".byte 0xff, 0xff, 0x01\n.uleb128 6f - 5f\n"                                           \
            "5:\n.uleb128 1b - keep_" #name "\n.uleb128 2b - 1b\n.uleb128 3b - keep_" #name        \
            "\n.uleb128 0\n.uleb128 2b - keep_" #name "\n.uleb128 4b - 2b\n"                       \
            ".uleb128 0\n.uleb128 0\n6:\n.fnend\n.size keep_" #name ", . - keep_" #name "\n")

// Filled by the landing pad: r4-r11, SP there, SP before the call.
struct {
    uint32_t core[8], sp, sp_before;
} seen;

enum { LENGTH = 70 };
static char from[LENGTH + 40], to[LENGTH + 40];
static volatile int sink;
static volatile long long dividend = 0x123456789a, divisor = 77;
static volatile unsigned long long big = 0x8123456789abcdef, small = 0x100000001;
static volatile double more = 2.5, less = 1.25, nearly = 2.4999999;
static volatile float more_float = 2.5f, less_float = -1.7f;
static volatile bool inside;

// With every alignment of both.
#define TARGET(name, call)                                                                         \
    void call_##name(void)                                                                         \
    {                                                                                              \
        inside = true;                                                                             \
        for (unsigned i = 0; i < 16; i++) {                                                        \
            char *d = to + i / 4, *s = from + i % 4;                                               \
            (void)d;                                                                               \
            sink += (int)(uintptr_t)(call);                                                        \
        }                                                                                          \
        inside = false;                                                                            \
    }                                                                                              \
    KEEPER(name)

TARGET(strlen, strlen(s));
TARGET(strcmp, strcmp(s, d));
TARGET(strcpy, strcpy(d, s));
TARGET(memchr, memchr(s, 'y', LENGTH));
TARGET(memcpy, memcpy(d, s, LENGTH));
TARGET(memmove, memmove(d + 3, d, LENGTH));
TARGET(memset, memset(d, 'x', LENGTH));

TARGET(divide, dividend / divisor + dividend % divisor);
TARGET(divide_unsigned, big / small + big % small);
TARGET(compare, (more < less) + (more >= less));
TARGET(add, (more + less) + (more - nearly) + (double)(more_float + less_float));

#define ENTRY(name) {#name, keep_##name}
static const struct {
    const char *name;
    void (*keep)(void);
} targets[] = {ENTRY(strlen), ENTRY(strcmp), ENTRY(strcpy), ENTRY(memchr),
               ENTRY(memcpy), ENTRY(memmove), ENTRY(memset),
               ENTRY(divide), ENTRY(divide_unsigned), ENTRY(compare), ENTRY(add)};

enum { STEP = 29, QUIET = 20 };

static volatile bool armed, injected;
static unsigned number, counts, quiet, reclaimed, wrong, faults;
static struct hop_task victim;
static _Alignas(8) unsigned char stack[4096];

void SysTick_Handler(void)
{
    uint32_t *frame;
    __asm volatile("mrs %0, psp" : "=r"(frame));
    if (!armed)
        return;
    armed = false;
    SYSTICK->reload = SYSTICK_NEVER;
    SYSTICK->value = 0;
    injected = inside;
    if (!inside)
        return;
    frame[7] &= ~(1u << 24);
}

void hop_panic_hook(const struct hop_panic_info *info)
{
    bool is_right = seen.sp == seen.sp_before;
    for (unsigned i = 0; i < 8; i++)
        is_right = is_right && seen.core[i] == 0xc4 + i;
    faults++;
    reclaimed += info->reclaimed != NULL;
    wrong += !is_right;
}

static void next_target(void)
{
    printf("%s: reclaimed %u, wrong %u\n", targets[number].name, reclaimed, wrong);
    counts = quiet = reclaimed = wrong = 0;
    if (++number < sizeof targets / sizeof targets[0])
        return;
    printf("faults: %s\n", faults > 1000 ? "many" : "few");
    exit(0);
}

// A count is a third of an instruction. The target has returned where no fault comes any more.
static void run(void *unused)
{
    (void)unused;
    for (;;) {
        quiet = injected ? 0 : quiet + 1;
        if (quiet > QUIET)
            next_target();
        memset(&seen, 0, sizeof seen);
        memset(from, 'x', sizeof from - 1);
        memset(to, 'x', sizeof to - 1);
        injected = inside = false;
        counts += STEP;
        SYSTICK->reload = counts;
        armed = true;
        SYSTICK->value = 0;
        targets[number].keep();
        while (armed)
            ;
    }
}

int main(void)
{
    hop_task_create(&victim, &(struct hop_task_config){
        .name = "victim", .entry = run, .stack = stack, .stack_size = sizeof stack, .priority = 20});
    return 1;
}
