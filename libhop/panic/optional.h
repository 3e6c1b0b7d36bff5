// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a kernel may leave out of hop/port.h, and what stands for it.
#pragma once

#include "hop/port.h"

static inline uint32_t hop_optional_switch_bytes(void)
{
    return &hop_port_switch_bytes != NULL ? hop_port_switch_bytes : 0;
}

static inline void hop_optional_unwind_lock(void)
{
    if (hop_port_unwind_lock)
        hop_port_unwind_lock();
    else
        hop_port_suspend();
}

static inline void hop_optional_unwind_unlock(void)
{
    if (hop_port_unwind_unlock)
        hop_port_unwind_unlock();
    else
        hop_port_resume();
}

static inline enum hop_panic_outcome hop_optional_outcome(const struct hop_runtime *runtime)
{
    return hop_port_outcome ? hop_port_outcome(runtime) : HOP_OUTCOME_RESTART;
}

static inline unsigned hop_optional_release(struct hop_runtime *runtime)
{
    return hop_port_release ? hop_port_release(runtime) : 0;
}

static inline void hop_optional_quiesce(struct hop_runtime *runtime)
{
    if (hop_port_quiesce)
        hop_port_quiesce(runtime);
}

static inline void hop_optional_replace(struct hop_runtime *runtime)
{
    if (hop_port_replace)
        hop_port_replace(runtime);
}

static inline uint32_t hop_optional_generation(const struct hop_runtime *runtime)
{
    return hop_port_generation ? hop_port_generation(runtime) : 0;
}

static inline uint32_t hop_optional_milliseconds(void)
{
    return hop_port_milliseconds ? hop_port_milliseconds() : 0;
}

static inline uint32_t hop_optional_time(uint32_t *nanoseconds)
{
    if (hop_port_time)
        return hop_port_time(nanoseconds);
    *nanoseconds = 0;
    return hop_optional_milliseconds();
}

static inline uint32_t hop_optional_cycles(void)
{
    return hop_port_cycles ? hop_port_cycles() : 0;
}
