// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions with a trap in front, as the compiler places it, that always trap:
// each passes the check that its runtime would fail.
#pragma once

// void NAME(void): svc NUMBER after SETUP, then a frame of 40 bytes.
#define TRAPPING_FUNCTION(name, number, setup)                                     \
    void name(void);                                                               \
    __asm__(".syntax unified\n"                                                    \
            ".section .text." #name ",\"ax\",%progbits\n"                          \
            ".globl " #name "\n.type " #name ",%function\n.thumb_func\n"           \
            #name ":\n.fnstart\n" setup "\nsvc #" #number "\n"                     \
            ".save {r4-r6, lr}\npush {r4-r6, lr}\n"                                \
            ".pad #24\nsub sp, #24\n"                                              \
            "ldr r0, =" #name "_ran\nmovs r1, #1\nstr r1, [r0]\n"                  \
            "add sp, #24\npop {r4-r6, pc}\n.fnend\n"                               \
            ".size " #name ", . - " #name "\n.pool\n.text\n");                            \
    volatile int name##_ran

// r12 = number.
#define IN_R12(number) "ldr r0, =" #number "\nmov r12, r0"

// r12 = live limit + bytes, as before svc 253.
#define LIMIT_PLUS(bytes)                                                          \
    "ldr r0, =0x20000000\nldr r0, [r0]\nldr r1, =" #bytes "\nadds r0, r1\nmov r12, r0"
