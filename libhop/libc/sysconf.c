// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// sysconf: what there is an answer to.
#include "hop/config.h"
#include "hop/panic.h"

#include <errno.h>
#include <time.h>
#include <unistd.h>

__attribute__((weak)) HOP_CHECKED long sysconf(int name)
{
    switch (name) {
    case _SC_NPROCESSORS_CONF:
    case _SC_NPROCESSORS_ONLN:
        return 1;
    case _SC_CLK_TCK:
        return CLOCKS_PER_SEC;
    case _SC_OPEN_MAX:
        return 3 + HOP_OPEN_MAX;
    default:
        errno = EINVAL;
        return -1;
    }
}
