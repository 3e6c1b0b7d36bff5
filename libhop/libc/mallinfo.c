// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// mallinfo, from the heap's statistics. In a handler that finds the heap in use
// all is 0.
#include "libc/malloc.h"

__attribute__((weak)) struct mallinfo _mallinfo_r(struct _reent *reent)
{
    struct hop_mem_stats stats = {0};
    (void)reent;
    hop_mem_stats(&stats);
    return (struct mallinfo){
        .arena = stats.total,
        .uordblks = stats.in_use,
        .fordblks = stats.total - stats.in_use,
    };
}

// There is nothing to tune.
__attribute__((weak)) int _mallopt_r(struct _reent *reent, int parameter, int value)
{
    (void)reent, (void)parameter, (void)value;
    return 0;
}

// Regions stay the heap's.
__attribute__((weak)) int _malloc_trim_r(struct _reent *reent, size_t keep)
{
    (void)reent, (void)keep;
    return 0;
}
