// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fault status registers of Armv7-M and Armv8-M Mainline in words.
#pragma once

#include <stdint.h>

// Bits of CFSR that the runtime decides by (Armv7-M ARM, B3.2.15).
#define CFSR_STKOF (1u << 20)
#define CFSR_INVPC (1u << 18)
#define CFSR_BFAR_VALID (1u << 15)
#define CFSR_LSPERR (1u << 13)
#define CFSR_STKERR (1u << 12)
#define CFSR_UNSTKERR (1u << 11)
#define CFSR_IMPRECISERR (1u << 10)
#define CFSR_MMFAR_VALID (1u << 7)
#define CFSR_MLSPERR (1u << 5)
#define CFSR_MSTKERR (1u << 4)
#define CFSR_MUNSTKERR (1u << 3)

const char *hop_fault_cause(uint32_t cfsr, uint32_t hfsr);
