// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "panic/misuse.h"

#include "arch/arch.h"
#include "hop/fatal.h"
#include "hop/port.h"

HOP_NORETURN void hop_panic_misuse(const char *text, uintptr_t pc)
{
    if (hop_arch_in_handler() || !hop_port_self() || hop_port_protected())
        hop_fatal(text, pc);
    hop_panic("%s", text);
}
