// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The parts of hop/panic.h that an application may replace or ask for.
// hop_panic itself is arch/arm-m/panic_entry.S.
#include "hop/panic.h"

#include "panic/crash.h"
#include "panic/isr.h"

__attribute__((weak)) void hop_panic_hook(const struct hop_panic_info *info)
{
    hop_panic_report(info);
}

const struct hop_panic_info *hop_runtime_panic(struct hop_runtime *runtime)
{
    if (!runtime->panicked)
        return NULL;
    hop_crash_check_chain(&runtime->panic);
    return &runtime->panic;
}

const struct hop_panic_info *hop_panic_record(void)
{
    struct hop_runtime *self = hop_runtime_self();
    return self != NULL ? hop_runtime_panic(self) : NULL;
}
