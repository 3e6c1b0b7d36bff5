// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// newlib's process calls and its clock, weak as those of files.c.
#include "hop/config.h"
#include "hop/panic.h"
#include "libc/host.h"
#include "panic/fatal.h"
#include "panic/optional.h"

#include <sys/times.h>
#include <time.h>

clock_t _times(struct tms *times);
_Noreturn void _exit(int status);
void _init(void);
void _fini(void);

__attribute__((weak)) HOP_CHECKED _Noreturn void _exit(int status)
{
    hop_console_exit(status);
}

__attribute__((weak)) HOP_CHECKED clock_t _times(struct tms *times)
{
    clock_t now = hop_optional_milliseconds() / (HOP_TICK_HZ / CLOCKS_PER_SEC);
    *times = (struct tms){.tms_utime = now};
    return now;
}

// For start-up code that calls __libc_init_array: libhop has nothing to do.
void _init(void)
{
}

void _fini(void)
{
}
