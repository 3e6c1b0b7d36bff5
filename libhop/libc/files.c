// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// newlib's file calls on the host's files. Descriptors 0 to 2 are the host's
// standard streams; the others are slots of a table with the host's handle and
// a position, since the host seeks by absolute position only.
//
// The calls set errno through newlib's block, which is per task, and leave the
// plain variable of the same name alone: its value would be anybody's.
//
// All are weak: a firmware that comes with some of its own, such as _write to a UART, keeps these.
#include "libc/files.h"

#include "hop/config.h"
#include "hop/port.h"
#include "libc/host.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>

enum { STANDARD_FILES = 3, FILES = STANDARD_FILES + HOP_OPEN_MAX };

// A slot belongs to whoever opened it; `used` is guarded by hop_port_suspend.
static struct hop_file {
    bool used;
    int flags;  // of open; standard files: none
    int handle; // of the host; standard files: 0 until first used
    uint32_t position;
} files[FILES];

static int fail(int code)
{
    errno = code;
    return -1;
}

static int fail_by_host(void)
{
    int code = hop_host_errno();
    return fail(code > 0 ? code : EIO);
}

static struct hop_file *standard_file(int descriptor)
{
    struct hop_file *file = &files[descriptor];
    if (file->handle == 0)
        file->handle = hop_host_open(HOP_HOST_CONSOLE, descriptor * 4);
    return file;
}

static struct hop_file *file_of(int descriptor)
{
    if (descriptor < 0 || descriptor >= FILES)
        return NULL;
    if (descriptor < STANDARD_FILES)
        return standard_file(descriptor);
    return files[descriptor].used ? &files[descriptor] : NULL;
}

// NULL: there is none, or it was opened for O_RDONLY or O_WRONLY, whichever `refused` is.
static struct hop_file *file_for(int descriptor, int refused)
{
    struct hop_file *file = file_of(descriptor);
    int access = descriptor == 0 ? O_RDONLY : O_WRONLY;
    if (file && descriptor >= STANDARD_FILES)
        access = file->flags & O_ACCMODE;
    return access != refused ? file : NULL;
}

static int claim_slot(void)
{
    int found = -1;
    hop_port_suspend();
    for (int i = STANDARD_FILES; i < FILES && found < 0; i++) {
        if (!files[i].used)
            found = i;
    }
    if (found >= 0)
        files[found].used = true;
    hop_port_resume();
    return found;
}

// The host's mode for open flags, but for what O_CREAT and O_EXCL ask for. None for O_APPEND: those that append create
// what is missing, never truncate, and QEMU writes from the beginning in them.
static int mode_of(int flags)
{
    if ((flags & O_ACCMODE) == O_RDONLY)
        return HOP_HOST_READ;
    if (flags & O_TRUNC)
        return (flags & O_ACCMODE) == O_RDWR ? HOP_HOST_CREATE_READ : HOP_HOST_CREATE;
    return HOP_HOST_READ_WRITE;
}

// Why the last open failed: there is no such file, or a host that gives no reasons. Any other reason may be that of a
// file that is there, which must not be truncated for it.
static bool is_missing(void)
{
    int code = hop_host_errno();
    return code == ENOENT || code <= 0;
}

// -1 with errno if the file is there and must not be, or the other way round. The host has no mode for that, all that
// truncate create: others may create it, or remove it, between this and that.
static int look_before(const char *path, int flags)
{
    bool is_new = (flags & O_CREAT) && (flags & O_EXCL);
    if (!is_new && (flags & (O_CREAT | O_TRUNC)) != O_TRUNC)
        return 0;
    int handle = hop_host_open(path, is_new ? HOP_HOST_READ : mode_of(flags & ~O_TRUNC));
    if (handle < 0)
        return is_new && is_missing() ? 0 : fail_by_host();
    hop_host_close(handle);
    return is_new ? fail(EEXIST) : 0;
}

// The host's handle, or -1 with errno.
static int open_on_host(const char *path, int flags)
{
    if (look_before(path, flags) < 0)
        return -1;
    int handle = hop_host_open(path, mode_of(flags));
    if (handle < 0 && (flags & O_CREAT) && is_missing())
        handle = hop_host_open(path, HOP_HOST_CREATE_READ);
    return handle < 0 ? fail_by_host() : handle;
}

static void go_to_end(struct hop_file *file)
{
    file->position = (uint32_t)hop_host_length(file->handle);
    hop_host_seek(file->handle, file->position);
}

static int open_file(const char *path, int flags)
{
    int descriptor = claim_slot();
    if (descriptor < 0)
        return fail(EMFILE);
    struct hop_file *file = &files[descriptor];
    file->flags = flags;
    file->position = 0;
    file->handle = open_on_host(path, flags);
    if (file->handle < 0) {
        file->used = false;
        return -1;
    }
    return descriptor;
}

static int close_file(int descriptor)
{
    struct hop_file *file = file_of(descriptor);
    if (!file)
        return fail(EBADF);
    if (descriptor < STANDARD_FILES)
        return 0;
    int result = hop_host_close(file->handle);
    file->used = false;
    return result == 0 ? 0 : fail_by_host();
}

__attribute__((weak)) HOP_CHECKED int _open(const char *path, int flags, ...)
{
    return open_file(path, flags);
}

__attribute__((weak)) HOP_CHECKED int _close(int descriptor)
{
    return close_file(descriptor);
}

// Count transferred from the host's count of what was not.
static int transferred(struct hop_file *file, size_t count, size_t left)
{
    if (left > count)
        return fail_by_host();
    file->position += count - left;
    return (int)(count - left);
}

__attribute__((weak)) HOP_CHECKED int _write(int descriptor, const void *bytes, size_t count)
{
    struct hop_file *file = file_for(descriptor, O_RDONLY);
    if (!file)
        return fail(EBADF);
    if (file->flags & O_APPEND)
        go_to_end(file);
    size_t left = hop_host_write(file->handle, bytes, count);
    if (left == count && count > 0)
        return fail_by_host();
    return transferred(file, count, left);
}

__attribute__((weak)) HOP_CHECKED int _read(int descriptor, void *bytes, size_t count)
{
    struct hop_file *file = file_for(descriptor, O_WRONLY);
    if (!file)
        return fail(EBADF);
    size_t left = hop_host_read(file->handle, bytes, count);
    return transferred(file, count, left);
}

static int seek_base(const struct hop_file *file, int whence)
{
    switch (whence) {
    case SEEK_SET:
        return 0;
    case SEEK_CUR:
        return (int)file->position;
    case SEEK_END:
        return hop_host_length(file->handle);
    default:
        return -1;
    }
}

__attribute__((weak)) HOP_CHECKED off_t _lseek(int descriptor, off_t offset, int whence)
{
    struct hop_file *file = file_of(descriptor);
    if (!file)
        return fail(EBADF);
    if (descriptor < STANDARD_FILES)
        return fail(ESPIPE);
    int base = seek_base(file, whence);
    if (base < 0 || offset < -base)
        return fail(EINVAL);
    uint32_t position = (uint32_t)(base + offset);
    if (hop_host_seek(file->handle, position) != 0)
        return fail_by_host();
    file->position = position;
    return (off_t)position;
}

// newlib buffers a character device by line and asks for its buffer's size.
static int describe(int descriptor, struct stat *status)
{
    struct hop_file *file = file_of(descriptor);
    if (!file)
        return fail(EBADF);
    *status = (struct stat){.st_mode = S_IFCHR, .st_blksize = 128};
    if (descriptor >= STANDARD_FILES) {
        status->st_mode = S_IFREG;
        status->st_size = hop_host_length(file->handle);
    }
    return 0;
}

__attribute__((weak)) HOP_CHECKED int _fstat(int descriptor, struct stat *status)
{
    return describe(descriptor, status);
}

__attribute__((weak)) HOP_CHECKED int _isatty(int descriptor)
{
    if (!file_of(descriptor))
        return fail(EBADF), 0;
    return descriptor < STANDARD_FILES;
}

__attribute__((weak)) HOP_CHECKED int _unlink(const char *path)
{
    return hop_host_remove(path) == 0 ? 0 : fail_by_host();
}

__attribute__((weak)) HOP_CHECKED int _rename(const char *from, const char *to)
{
    return hop_host_rename(from, to) == 0 ? 0 : fail_by_host();
}

// By the error of writing there: the host tells no kinds.
static bool is_directory(const char *path)
{
    int handle = hop_host_open(path, HOP_HOST_READ_WRITE);
    if (handle >= 0)
        hop_host_close(handle);
    return handle < 0 && hop_host_errno() == EISDIR;
}

// The host tells the length of an open file and nothing more.
__attribute__((weak)) HOP_CHECKED int _stat(const char *path, struct stat *status)
{
    int descriptor = open_file(path, O_RDONLY);
    if (descriptor < 0)
        return -1;
    int result = describe(descriptor, status);
    close_file(descriptor);
    if (result == 0 && is_directory(path))
        status->st_mode = S_IFDIR;
    return result;
}

__attribute__((weak)) HOP_CHECKED int _link(const char *from, const char *to)
{
    (void)from, (void)to;
    return fail(ENOSYS);
}
