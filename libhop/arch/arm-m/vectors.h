// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The vector table, which the board's linker script holds (Armv7-M ARM, B1.5.3), and
// libhop's handlers.
#pragma once

#include <stdint.h>

typedef void hop_vector(void);

// By exception number; [0] is the initial SP.
extern hop_vector *const hop_vectors[];

hop_vector Reset_Handler, HardFault_Handler, SVC_Handler, PendSV_Handler;
hop_vector hop_arch_systick, hop_arch_unexpected;
