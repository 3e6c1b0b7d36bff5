// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The vector table is in the board's linker script. Handlers are plain functions with
// the vendor's names; one that the application does not define is a fatal report that
// names its number.
#include "vectors.h"

#include "arch/arch.h"
#include "hop/fatal.h"

void hop_arch_unexpected(void)
{
    static char text[] = "interrupt ... has no handler";
    unsigned exception = hop_arch_exception_number();
    if (exception < HOP_EXCEPTION_IRQ0)
        hop_fatal("exception without a handler", 0);
    unsigned irq = exception - HOP_EXCEPTION_IRQ0;
    text[10] = (char)('0' + irq / 100);
    text[11] = (char)('0' + irq / 10 % 10);
    text[12] = (char)('0' + irq % 10);
    hop_fatal(text, (uintptr_t)hop_vectors[exception] & ~(uintptr_t)1);
}
