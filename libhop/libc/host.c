// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "libc/host.h"

#include "arch/arch.h"
#include "hop/board.h"

enum {
    SYS_OPEN = 0x01,
    SYS_CLOSE = 0x02,
    SYS_WRITE = 0x05,
    SYS_READ = 0x06,
    SYS_SEEK = 0x0a,
    SYS_FLEN = 0x0c,
    SYS_REMOVE = 0x0e,
    SYS_RENAME = 0x0f,
    SYS_TIME = 0x11,
    SYS_ERRNO = 0x13,
    SYS_GET_CMDLINE = 0x15,
    SYS_EXIT_EXTENDED = 0x20,
};

enum { ADP_STOPPED_APPLICATION_EXIT = 0x20026 };
enum { CONSOLE_MODE_STDERR = 8 };

// 0 in an image that is linked to run without a debugger: every request fails.
extern char __hop_semihosting[];
static char *const volatile semihosting = __hop_semihosting;

static size_t length_of(const char *text)
{
    size_t length = 0;
    while (text[length])
        length++;
    return length;
}

int hop_host_open(const char *path, int mode)
{
    const uintptr_t block[] = {(uintptr_t)path, (uintptr_t)mode, length_of(path)};
    return hop_arch_semihost(SYS_OPEN, block);
}

int hop_host_close(int handle)
{
    const uintptr_t block[] = {(uintptr_t)handle};
    return hop_arch_semihost(SYS_CLOSE, block);
}

size_t hop_host_write(int handle, const void *bytes, size_t count)
{
    if (!semihosting) {
        hop_board_console_write(bytes, count); // no other file is open
        return 0;
    }
    const uintptr_t block[] = {(uintptr_t)handle, (uintptr_t)bytes, count};
    return (size_t)hop_arch_semihost(SYS_WRITE, block);
}

size_t hop_host_read(int handle, void *bytes, size_t count)
{
    if (!semihosting)
        return count; // end of file
    const uintptr_t block[] = {(uintptr_t)handle, (uintptr_t)bytes, count};
    return (size_t)hop_arch_semihost(SYS_READ, block);
}

int hop_host_seek(int handle, uint32_t position)
{
    const uintptr_t block[] = {(uintptr_t)handle, position};
    return hop_arch_semihost(SYS_SEEK, block);
}

int hop_host_length(int handle)
{
    const uintptr_t block[] = {(uintptr_t)handle};
    return hop_arch_semihost(SYS_FLEN, block);
}

int hop_host_remove(const char *path)
{
    const uintptr_t block[] = {(uintptr_t)path, length_of(path)};
    return hop_arch_semihost(SYS_REMOVE, block);
}

int hop_host_rename(const char *from, const char *to)
{
    const uintptr_t block[] = {(uintptr_t)from, length_of(from), (uintptr_t)to,
                               length_of(to)};
    return hop_arch_semihost(SYS_RENAME, block);
}

int hop_host_time(void)
{
    return hop_arch_semihost(SYS_TIME, NULL);
}

int hop_host_errno(void)
{
    return hop_arch_semihost(SYS_ERRNO, NULL);
}

int hop_host_command_line(char *text, size_t size)
{
    if (!semihosting) {
        text[0] = '\0';
        return 0;
    }
    const uintptr_t block[] = {(uintptr_t)text, size};
    return hop_arch_semihost(SYS_GET_CMDLINE, block);
}

int hop_host_console(void)
{
    static int handle; // 0: not open yet; the host counts from 1
    if (handle == 0)
        handle = hop_host_open(HOP_HOST_CONSOLE, CONSOLE_MODE_STDERR);
    return handle;
}

void hop_host_exit(int status)
{
    const uintptr_t block[] = {ADP_STOPPED_APPLICATION_EXIT, (uintptr_t)status};
    hop_arch_semihost(SYS_EXIT_EXTENDED, block);
}
