// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Shape of the vector table (Armv7-M ARM, B1.5.3; Armv6-M leaves some entries
// unused) and libhop's handlers.
#pragma once

#include "board_irqs.h"

#include <stddef.h>
#include <stdint.h>

typedef void hop_vector(void);

struct hop_vectors {
    const void *initial_sp;
    hop_vector *reset, *nmi, *hard_fault, *mem_manage, *bus_fault, *usage_fault;
    hop_vector *reserved_7_10[4];
    hop_vector *svc, *debug_monitor, *reserved_13, *pend_sv, *sys_tick;
    hop_vector *irq[HOP_BOARD_IRQ_COUNT];
};

_Static_assert(offsetof(struct hop_vectors, svc) == 11 * 4, "SVCall is 11");
_Static_assert(offsetof(struct hop_vectors, irq) == 16 * 4, "IRQ 0 is 16");

extern const struct hop_vectors hop_vectors;

hop_vector Reset_Handler, HardFault_Handler, SVC_Handler, PendSV_Handler;
hop_vector hop_arch_systick, hop_arch_unexpected;
