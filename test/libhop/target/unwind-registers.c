// RUN: %clang_v7em -O0 %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang_v7em -Os %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -O0 %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -Os %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %every_core -Os %s
// RUN: %every_core -O0 %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// At a landing pad every register that a call preserves is as at the call,
// though all functions below saved and changed them: r4-r11, SP, d8-d15. r0 is
// the unwind state, r1 the selector of a cleanup.
#include "Inputs/callee_saved.h"
#include "Inputs/cases.h"

// Filled by the landing pad: r4-r11, SP there, SP before the call, r0, r1, d8-d15.
struct {
    uint32_t core[8], sp, sp_before, r0, r1;
    uint32_t vfp[16];
} seen;

void keeper(void);

// keeper: r4 = 0xc4, r5 = 0xc5, ...; s16 = 0xf0, s17 = 0xf1, ...; calls spoil().
__asm__(".syntax unified\n.text\n.globl keeper\n.type keeper,%function\n.thumb_func\n"
        "keeper:\n.fnstart\n"
        SAVE
        IF_FP(".vsave {d8-d15}\nvpush {d8-d15}\n")
        ".pad #12\nsub sp, #12\n"
        "ldr r0, =seen\nmov r1, sp\nstr r1, [r0, #36]\n"
        IF_FP(".irp n,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31\n"
              "mov r0, #0xe0+\\n\nvmov s\\n, r0\n.endr\n")
        FILL
        ".Lcall:\nbl spoil\n.Lcall_end:\nudf #0\n"
        ".Lpad:\nldr r2, =seen\n" STORE
        "mov r3, sp\nstr r3, [r2]\nstr r0, [r2, #8]\nstr r1, [r2, #12]\n"
        "adds r2, #16\n"
        IF_FP("vstmia r2, {d8-d15}\n")
        "bl _Unwind_Resume\n.pool\n"
        ".Lend:\n.personality __gcc_personality_v0\n.handlerdata\n"
        ".byte 0xff, 0xff, 0x01\n.uleb128 .Lsites_end - .Lsites\n"
        ".Lsites:\n.uleb128 .Lcall - keeper\n.uleb128 .Lcall_end - .Lcall\n"
        ".uleb128 .Lpad - keeper\n.uleb128 0\n"
        ".uleb128 .Lcall_end - keeper\n.uleb128 .Lend - .Lcall_end\n"
        ".uleb128 0\n.uleb128 0\n.Lsites_end:\n"
        ".fnend\n.size keeper, . - keeper\n");

static __attribute__((noinline)) void spoil_all(int depth)
{
    __asm__ volatile("movs r4, #0\nmov r5, r4\nmov r8, r4\nmov r9, r4\n"
                     "mov r10, r4\nmov r11, r4" ::
                         : "r4", "r5", "r8", "r9", "r10", "r11");
#if defined(__ARM_FP)
    __asm__ volatile("vmov s16, r0\nvmov s21, r0\nvmov s26, r0\nvmov s31, r0" ::
                         : "s16", "s21", "s26", "s31");
#endif
    if (depth == 0)
        hop_panic("spoilt");
    spoil_all(depth - 1);
    keep++;
}

void spoil(void)
{
    volatile char large[600]; // an opcode of its own (0xb2)
    large[0] = 1;
#if defined(__ARM_FP)
    __asm__ volatile("vmov s18, r0\nvmov s29, r0" ::: "s18", "s29");
#endif
    __asm__ volatile("movs r6, #0" ::: "r6");
    spoil_all(3);
    keep = large[0];
}

static void check_seen(int *unused)
{
    (void)unused;
    for (unsigned i = 0; i < 8; i++) {
        if (seen.core[i] != 0xc4 + i)
            printf("  r%u is 0x%lx\n", 4 + i, (unsigned long)seen.core[i]);
    }
#if defined(__ARM_FP)
    for (unsigned i = 0; i < 16; i++) {
        if (seen.vfp[i] != 0xf0 + i)
            printf("  s%u is 0x%lx\n", 16 + i, (unsigned long)seen.vfp[i]);
    }
#endif
    printf("  sp %s, r0 %s, selector %lu\n",
           seen.sp == seen.sp_before ? "same" : "moved",
           seen.r0 == case_task.runtime.base + 1 ? "state" : "wrong",
           (unsigned long)seen.r1);
}

// CHECK:      case 0
// CHECK-NEXT:   sp same, r0 state, selector 0
// CHECK-NEXT:   panic: spoilt
// CHECK-NEXT:   events: 3
// CHECK-NEXT:   asked 0, frames 8
// CHECK: done
static void registers(void)
{
    NOTED after = 3;
    __attribute__((cleanup(check_seen), unused)) int check;
    keeper();
    keep++;
}

const test_case cases[] = {registers};
const unsigned case_count = 1;
