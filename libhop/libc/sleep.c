// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// nanosleep, sleep and usleep. In a task that is to die they are over at once, and it dies at its next call.
#define _DEFAULT_SOURCE 1 // strict C has none of them
#include "hop/error.h"
#include "hop/panic.h"
#include "libc/sleep.h"

#include <errno.h>
#include <unistd.h>

HOP_CHECKED int nanosleep(const struct timespec *duration, struct timespec *left)
{
    int error = hop_sleep_for(duration, left);
    if (error == HOP_OK)
        return 0;
    errno = error == HOP_INVALID ? EINVAL : EINTR;
    return -1;
}

// What is left is rounded up: a sleep that was not over is not told from one that was.
HOP_CHECKED unsigned sleep(unsigned seconds)
{
    struct timespec left = {0};
    hop_sleep_for(&(struct timespec){.tv_sec = seconds}, &left);
    return (unsigned)left.tv_sec + (left.tv_nsec != 0);
}

HOP_CHECKED int usleep(useconds_t microseconds)
{
    struct timespec duration = {.tv_sec = microseconds / 1000000, .tv_nsec = (long)(microseconds % 1000000) * 1000};
    return nanosleep(&duration, NULL);
}
