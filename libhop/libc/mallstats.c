// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// malloc_stats, in newlib's words.
#include "libc/malloc.h"

#include <stdio.h>

// printf without floating point; its declaration is hidden from strict C.
int fiprintf(FILE *stream, const char *format, ...);

__attribute__((weak)) void _malloc_stats_r(struct _reent *reent)
{
    struct hop_mem_stats stats = {0};
    (void)reent;
    hop_mem_stats(&stats);
    fiprintf(stderr, "max system bytes = %10u\nsystem bytes     = %10u\n"
                     "in use bytes     = %10u\n",
             (unsigned)stats.total, (unsigned)stats.total, (unsigned)stats.in_use);
}
