// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A fault at every instruction of functions with all kinds of prologues and epilogues: the tick comes ever later
// and takes the Thumb bit away from what it interrupted. Each time the caller's cleanup runs with the registers
// and the SP of the call, and the task restarts. No instruction on a straight way is left out.
//
// RUN: %every_core -Os %s
// RUN: %every_core -Oz -DCHECKS %s
// RUN: %clang_v7em_hf -O0 %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -O2 -fno-omit-frame-pointer %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang --target=thumbv6m -O0 %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang --target=thumbv6m -O2 -fno-omit-frame-pointer %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
//
// The same with every checked call on a stacklet.
// RUN: %clang_v7em -Os -DQUIET=3000 -Wl,--defsym=__hop_stress_growth=1 %s -o %t.elf
// RUN: %run --icount 7 %t.elf | FileCheck --check-prefix=GROWS %s
// GROWS-COUNT-15: reclaimed 0, wrong 0
// GROWS: all {{[0-9]+}} instructions
//
// CHECK:      leaf: missed 0, reclaimed 0, wrong 0
// CHECK-NEXT: leaf_frame: missed 0, reclaimed 0, wrong 0
// CHECK-NEXT: early: missed 0, reclaimed 0, wrong 0
// CHECK-NEXT: calls: missed 0, reclaimed 0, wrong 0
// CHECK-NEXT: registers: missed 0, reclaimed 0, wrong 0
// CHECK-NEXT: large: missed 0, reclaimed 0, wrong 0
// CHECK-NEXT: huge: missed 0, reclaimed 0, wrong 0
// CHECK-NEXT: array: missed 0, reclaimed 0, wrong 0
// CHECK-NEXT: aligned: missed 0, reclaimed 0, wrong 0
// CHECK-NEXT: variadic: missed 0, reclaimed 0, wrong 0
// CHECK-NEXT: many_arguments: missed 0, reclaimed 0, wrong 0
// CHECK-NEXT: floating: missed 0, reclaimed 0, wrong 0
// CHECK-NEXT: tail: missed 0, reclaimed 0, wrong 0
// CHECK-NEXT: tail_of_frame: missed 0, reclaimed 0, wrong 0
// CHECK-NEXT: condition: missed 0, reclaimed 0, wrong 0
// CHECK-NEXT: all {{[0-9]+}} instructions, few given up in checks
#include "Inputs/callee_saved.h"
#include "Inputs/every_instruction.h"
#include "Inputs/systick.h"

#include <hop/hop.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TARGET __attribute__((noinline, used, section(".text.target"))) int

static volatile int sink;

__attribute__((noinline)) static int callee(int a)
{
    sink = a;
    return a + 1;
}

TARGET first_target(void)
{
    return 0;
}

TARGET leaf(int a, int b)
{
    return a * b + sink;
}

TARGET leaf_frame(int a, int b)
{
    volatile int local[6];
    local[a] = b;
    return local[a] + a;
}

TARGET early(int a, int b, int c)
{
    if (c == 8)
        return b + callee(a);
    sink = a;
    return b;
}

TARGET calls(int a, int b)
{
    int sum = callee(a);
    return callee(b) + sum + a;
}

TARGET registers(int a, int b, int c, int d)
{
    int e = callee(a), f = callee(b), g = callee(c), h = callee(d), i = callee(e);
    return callee(f) + a + b * c + d * e + f * g + h * i;
}

TARGET large(int a, int b)
{
    volatile int local[100];
    local[a] = callee(b);
    return local[a] + callee(a);
}

TARGET huge(int a, int b)
{
    volatile int local[500];
    local[a] = callee(b);
    return local[a] + callee(a) * b;
}

TARGET array(int a, int b)
{
    volatile int local[a];
    local[0] = callee(b);
    return local[0] + callee(a);
}

TARGET aligned(int a, int b)
{
    _Alignas(32) volatile int local[8];
    local[a] = callee(b);
    return local[a] + callee(a);
}

TARGET variadic(int a, ...)
{
    va_list list;
    va_start(list, a);
    int result = callee(a) + va_arg(list, int) + va_arg(list, int);
    va_end(list);
    return result;
}

TARGET many_arguments(int a, int b, int c, int d, int e, int f)
{
    return callee(a + e) + b * c + d * f;
}

TARGET floating(int a, int b)
{
#if defined(__ARM_FP)
    volatile float x = (float)a, y = x * 2;
    float u = x + y, v = x - y, w = x * y, z = (float)callee(b) + y;
    return (int)(u + v + w + z) + callee((int)u) + (int)v + (int)w;
#else
    return callee(a) + b;
#endif
}

TARGET tail(int a, int b)
{
    return calls(a + b, b);
}

TARGET tail_of_frame(int a, int b)
{
    int sum = callee(a) + b;
    return calls(sum, a);
}

TARGET condition(int a, int b, int c)
{
    int sum = callee(a);
    if (b == 5)
        sum += c;
    if (c == 8)
        return sum;
    return callee(sum) > 3 ? sum + b : sum - b;
}

TARGET last_target(void)
{
    return 0;
}

// Filled by the landing pad: r4-r11, SP there, SP before the call, d8-d15.
struct {
    uint32_t core[8], sp, sp_before;
    uint32_t vfp[16];
} seen;

// keep_X calls X(3, 5, 7, 9, 4, 6) with r4 = 0xc4, ..., s16 = 0xf0, ..., and a landing pad.
#define KEEPER(name)                                                                               \
    void keep_##name(void);                                                                        \
    __asm__(".syntax unified\n.text\n.globl keep_" #name "\n.type keep_" #name                     \
            ",%function\n.thumb_func\nkeep_" #name ":\n.fnstart\n" SAVE IF_FP(                     \
                ".vsave {d8-d15}\nvpush {d8-d15}\n") ".pad #12\nsub sp, #12\n"                     \
            "ldr r0, =seen\nmov r1, sp\nstr r1, [r0, #36]\n" IF_FP(                                \
                ".irp n,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31\n"                         \
                "mov r0, #0xe0+\\n\nvmov s\\n, r0\n.endr\n") FILL                                  \
            "movs r0, #4\nstr r0, [sp]\nmovs r0, #6\nstr r0, [sp, #4]\n"                           \
            "movs r0, #3\nmovs r1, #5\nmovs r2, #7\nmovs r3, #9\n"                                 \
            "1:\nbl " #name "\n2:\nadd sp, #12\n" IF_FP("vpop {d8-d15}\n") RESTORE                 \
            "3:\nldr r2, =seen\n" STORE "mov r3, sp\nstr r3, [r2]\nadds r2, #8\n" IF_FP(           \
                "vstmia r2, {d8-d15}\n") "bl _Unwind_Resume\n.pool\n"                              \
            "4:\n.personality __gcc_personality_v0\n.handlerdata\n"                                \
            ".byte 0xff, 0xff, 0x01\n.uleb128 6f - 5f\n"                                           \
            "5:\n.uleb128 1b - keep_" #name "\n.uleb128 2b - 1b\n.uleb128 3b - keep_" #name        \
            "\n.uleb128 0\n.uleb128 2b - keep_" #name "\n.uleb128 4b - 2b\n"                       \
            ".uleb128 0\n.uleb128 0\n6:\n.fnend\n.size keep_" #name ", . - keep_" #name "\n")

#define ALL(X)                                                                                     \
    X(leaf); X(leaf_frame); X(early); X(calls); X(registers); X(large); X(huge); X(array);         \
    X(aligned); X(variadic); X(many_arguments); X(floating); X(tail); X(tail_of_frame);            \
    X(condition)

ALL(KEEPER);
#define ENTRY(name) names[count] = #name, keepers[count++] = keep_##name

static const char *names[20];
static void (*keepers[20])(void);
static unsigned count;

// So many counts without a fault in the function, and it has returned.
#ifndef QUIET
#define QUIET 250
#endif

// With -DCHECKS faults are also in the checks that functions call, where they need code that has no
// table: it is carried out to its end. Where that does not succeed the task is reclaimed, which is so at its first push.
extern const char check[] __asm__("__hop_check_r3"), frame_check[] __asm__("__hop_check_frame") __attribute__((weak));
#if __ARM_ARCH_ISA_THUMB >= 2
enum { CHECK_SIZE = 22, FRAME_CHECK_SIZE = 0 };
#else
enum { CHECK_SIZE = 36, FRAME_CHECK_SIZE = 46 };
#endif

static bool is_in_check(uintptr_t pc)
{
#ifdef CHECKS
    return pc - ((uintptr_t)check & ~1u) < CHECK_SIZE || pc - ((uintptr_t)frame_check & ~1u) < FRAME_CHECK_SIZE;
#else
    (void)pc;
    return false;
#endif
}

static volatile bool armed, injected, done;
static unsigned number, counts, quiet, reclaimed, wrong, checks_reclaimed;
static struct hop_task victim;
static _Alignas(8) unsigned char stack[6144];

void SysTick_Handler(void)
{
    uint32_t *frame;
    __asm volatile("mrs %0, psp" : "=r"(frame));
    if (!armed)
        return;
    armed = false;
    SYSTICK->reload = SYSTICK_NEVER;
    SYSTICK->value = 0;
    uint32_t pc = frame[6];
    bool is_here = pc >= begin && pc < end;
    if (!is_here && !is_in_check(pc))
        return;
    injected = true;
    if (is_here)
        note_hit(pc);
    frame[7] &= ~(1u << 24);
}

static void check_registers(void)
{
    bool is_right = seen.sp == seen.sp_before;
    for (unsigned i = 0; i < 8; i++)
        is_right = is_right && seen.core[i] == 0xc4 + i;
#if defined(__ARM_FP)
    for (unsigned i = 0; i < 16; i++)
        is_right = is_right && seen.vfp[i] == 0xf0 + i;
#endif
    wrong += !is_right;
#ifdef VERBOSE
    if (!is_right)
        printf("wrong\n");
#endif
}

void hop_panic_hook(const struct hop_panic_info *info)
{
#ifdef VERBOSE
    printf("%s at %x %s: ", names[number], (unsigned)info->fault_pc, info->reclaimed ? info->reclaimed : "");
    for (int i = 0; i < 8; i++) printf("%x ", (unsigned)seen.core[i]);
    printf(" sp %x of %x\n", (unsigned)seen.sp, (unsigned)seen.sp_before);
#endif
    if (info->reclaimed != NULL && is_in_check(info->fault_pc)) {
        checks_reclaimed++;
        return;
    }
    reclaimed += info->reclaimed != NULL || info->reason != HOP_PANIC_FAULT;
    check_registers();
}

static void next_target(void)
{
    printf("%s: missed %u, reclaimed %u, wrong %u\n", names[number], count_missed(), reclaimed, wrong);
    counts = quiet = reclaimed = wrong = 0;
    if (++number == count)
        done = true;
}

// A count is a third of an instruction.
static void run(void *unused)
{
    (void)unused;
    while (!done) {
        quiet = injected ? 0 : quiet + 1;
        if (quiet == QUIET)
            next_target();
        if (done)
            break;
        memset(&seen, 0, sizeof seen);
        injected = false;
        counts++;
        SYSTICK->reload = counts;
        armed = true;
        SYSTICK->value = 0;
        keepers[number]();
        while (armed)
            ;
    }
    printf("all %u instructions, %s in checks\n", all_hit, checks_reclaimed <= count ? "few given up" : "too many given up");
    exit(0);
}

int main(void)
{
    begin = (uintptr_t)first_target & ~1u;
    end = (uintptr_t)last_target & ~1u;
    ALL(ENTRY);
    hop_task_create(&victim, &(struct hop_task_config){
        .name = "victim", .entry = run, .stack = stack, .stack_size = sizeof stack, .priority = 20});
    return 1;
}
