// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// newlib's signals, for programs that raise any; weak as those of files.c.
#include "hop/panic.h"

#include <errno.h>

int _getpid(void);
int _kill(int process, int signal);

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
