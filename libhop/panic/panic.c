// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The parts of hop/panic.h that an application may replace or ask for.
// hop_panic itself is arch/arm-m/panic_entry.S.
#include "hop/panic.h"

#include "panic/isr.h"

__attribute__((weak)) void hop_panic_hook(const struct hop_panic_info *info)
{
    hop_panic_report(info);
}

const struct hop_panic_info *hop_panic_record(void)
{
    const struct hop_runtime *self = hop_runtime_self();
    return self != NULL && self->panicked ? &self->panic : NULL;
}
