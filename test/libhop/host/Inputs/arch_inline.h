// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The processor of interleaving.h: a handler runs while handler_depth is not 0.
#pragma once

extern unsigned handler_depth;

static inline bool hop_arch_in_handler(void)
{
    return handler_depth != 0;
}

static inline unsigned hop_arch_exception_number(void)
{
    return handler_depth;
}

static inline unsigned hop_arch_highest_bit(uint32_t word)
{
    return 31u - (unsigned)__builtin_clz(word);
}

// host_kernel.h
void host_switch_request(void);

static inline void hop_arch_switch_request(void)
{
    host_switch_request();
}

static inline void hop_arch_fp_settle(void)
{
}

static inline void hop_arch_task_floor(uintptr_t floor)
{
    (void)floor;
}
