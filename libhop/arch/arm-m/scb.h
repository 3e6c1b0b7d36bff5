// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Registers of the system control space that libhop uses (Armv7-M ARM, B3.2 and
// B3.3). Armv6-M has those up to SHPR3, and only by whole words.
#pragma once

#include <stddef.h>
#include <stdint.h>

struct hop_scb {
    uint32_t cpuid;
    volatile uint32_t icsr;
    volatile uint32_t vtor;
    volatile uint32_t aircr;
    volatile uint32_t scr;
    volatile uint32_t ccr;
    volatile uint32_t shpr[3]; // priorities of exceptions 4 to 15, a byte each
    volatile uint32_t shcsr;
    volatile uint32_t cfsr;
    volatile uint32_t hfsr;
    volatile uint32_t dfsr;
    volatile uint32_t mmfar;
    volatile uint32_t bfar;
};

_Static_assert(offsetof(struct hop_scb, shpr) == 0x18, "SHPR1 at 0xE000ED18");
_Static_assert(offsetof(struct hop_scb, bfar) == 0x38, "BFAR at 0xE000ED38");

struct hop_systick {
    volatile uint32_t control;
    volatile uint32_t reload;
    volatile uint32_t value;
};

#define HOP_SCB ((struct hop_scb *)0xE000ED00u)
// Interrupts: set and clear enable, set and clear pending, priorities (Armv7-M ARM, B3.4).
#define HOP_NVIC_ISER ((volatile uint32_t *)0xE000E100u)
#define HOP_NVIC_ICER ((volatile uint32_t *)0xE000E180u)
#define HOP_NVIC_ISPR ((volatile uint32_t *)0xE000E200u)
#define HOP_NVIC_ICPR ((volatile uint32_t *)0xE000E280u)
#define HOP_NVIC_IPR ((volatile uint32_t *)0xE000E400u)
#define HOP_SYSTICK ((struct hop_systick *)0xE000E010u)

#define HOP_AIRCR_KEY (0x05FAu << 16)
#define HOP_AIRCR_SYSRESETREQ (1u << 2)
#define HOP_ICSR_PENDSVSET (1u << 28)
#define HOP_ICSR_PENDSTSET (1u << 26)
#define HOP_CCR_DIV_0_TRP (1u << 4)
#define HOP_HFSR_VECTTBL (1u << 1)
#define HOP_HFSR_FORCED (1u << 30)
#define HOP_HFSR_DEBUGEVT (1u << 31)
#define HOP_SYSTICK_RUN 7u // enabled, exception on zero, processor clock

#define HOP_EXCEPTION_SVC 11
#define HOP_EXCEPTION_PENDSV 14
#define HOP_EXCEPTION_SYSTICK 15
#define HOP_EXCEPTION_IRQ0 16
#define HOP_EXCEPTION_LOWEST 0xFFu
