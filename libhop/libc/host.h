// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Semihosting requests by name ("Semihosting for AArch32 and AArch64"). Results
// are the specification's: -1 is an error unless it says otherwise here.
// Context: any. The host serves a request between two instructions.
#pragma once

#include <stddef.h>
#include <stdint.h>

// Modes of SYS_OPEN: the index of fopen's mode string in a fixed list.
enum hop_host_mode {
    HOP_HOST_READ = 1,        // "rb"
    HOP_HOST_READ_WRITE = 3,  // "r+b"
    HOP_HOST_CREATE = 5,      // "wb"
    HOP_HOST_CREATE_READ = 7, // "w+b"
};

// The name that stands for the host's console, by mode 0, 4 and 8.
#define HOP_HOST_CONSOLE ":tt"

int hop_host_open(const char *path, int mode);
int hop_host_close(int handle);
// Bytes not transferred.
size_t hop_host_write(int handle, const void *bytes, size_t count);
size_t hop_host_read(int handle, void *bytes, size_t count);
int hop_host_seek(int handle, uint32_t position);
int hop_host_length(int handle);
int hop_host_remove(const char *path);
int hop_host_rename(const char *from, const char *to);
int hop_host_time(void);
int hop_host_errno(void);
int hop_host_command_line(char *text, size_t size);
// Handle of the host's standard error, opened at first use.
int hop_host_console(void);
// Returns only where no host listens.
void hop_host_exit(int status);
