// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "vectors.h"

#include "arch/arch.h"
#include "hop/fatal.h"

void hop_arch_unexpected(void)
{
    hop_fatal("exception without a handler", (uintptr_t)hop_vectors[hop_arch_exception_number()] & ~(uintptr_t)1);
}
