// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What newlib asks of the system below it, as newlib calls it. Its headers
// declare none of these.
#pragma once

#include <sys/types.h>

struct stat;

int _open(const char *path, int flags, ...);
int _close(int descriptor);
int _write(int descriptor, const void *bytes, size_t count);
int _read(int descriptor, void *bytes, size_t count);
off_t _lseek(int descriptor, off_t offset, int whence);
int _fstat(int descriptor, struct stat *status);
int _isatty(int descriptor);
int _unlink(const char *path);
int _rename(const char *from, const char *to);
int _stat(const char *path, struct stat *status);
int _link(const char *from, const char *to);
