// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// newlib's process calls and its clock, weak as those of files.c.
#include "hop/config.h"
#include "hop/panic.h"
#include "libc/host.h"
#include "panic/fatal.h"
#include "panic/optional.h"

#include <errno.h>
#include <sys/times.h>
#include <time.h>

int _getpid(void);
int _kill(int process, int signal);
clock_t _times(struct tms *times);
_Noreturn void _exit(int status);
void _init(void);
void _fini(void);

__attribute__((weak)) HOP_CHECKED _Noreturn void _exit(int status)
{
    hop_console_exit(status);
}

enum { PROCESS = 1 };

__attribute__((weak)) int _getpid(void)
{
    return PROCESS;
}

// raise() of a signal that nobody handles comes here. It ends the task, as abort does. 0 only asks for the process.
__attribute__((weak)) HOP_CHECKED int _kill(int process, int signal)
{
    if (process != PROCESS) {
        errno = ESRCH;
        return -1;
    }
    if (signal == 0)
        return 0;
    hop_panic("signal %d", signal);
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
