// RUN: rm -rf %t.dir && mkdir %t.dir && printf 'kept' > %t.dir/old.txt
// RUN: %clang_v7em -Os %s -o %t.elf && cd %t.dir && %run %t.elf | FileCheck %s
// RUN: %clang --target=thumbv6m -Os %s -o %t.elf && cd %t.dir && rm -f m-* && printf 'kept' > old.txt && %run %t.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What open does with files that are there and files that are not, for each combination of flags, and what may be done
// with them then; what stands on that: fopen's "x", mkstemp, tmpfile; rename.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void show(const char *what, const char *path)
{
    char text[32] = "";
    FILE *file = fopen(path, "r");
    size_t length = file ? fread(text, 1, sizeof text - 1, file) : 0;
    printf("%s: %s%.*s\n", what, file ? "" : "missing", (int)length, text);
    if (file)
        fclose(file);
}

static void put(int descriptor, const char *text)
{
    if (write(descriptor, text, strlen(text)) != (int)strlen(text) || close(descriptor) != 0)
        printf("not written\n");
}

static void try_open(const char *what, const char *path, int flags)
{
    errno = 0;
    int descriptor = open(path, flags, 0600);
    printf("%s: %s\n", what, descriptor >= 0 ? "open" : errno == EEXIST ? "EEXIST" : errno == ENOENT ? "ENOENT" : "other");
    if (descriptor >= 0)
        put(descriptor, "ab");
}

static void exclusive(void)
{
    errno = 0;
    FILE *file = fopen("old.txt", "wx");
    // CHECK: wx: none 1 EEXIST 1
    printf("wx: none %d EEXIST %d\n", !file, errno == EEXIST);
    // CHECK-NEXT: left: kept
    show("left", "old.txt");
    // CHECK-NEXT: w+x: none 1 a+x: none 1
    printf("w+x: none %d a+x: none %d\n", !fopen("old.txt", "w+x"), !fopen("old.txt", "ax"));
    file = fopen("m-new.txt", "wx");
    fputs("new", file);
    fclose(file);
    // CHECK-NEXT: new: new
    show("new", "m-new.txt");
    // CHECK-NEXT: again: EEXIST
    try_open("again", "m-new.txt", O_RDWR | O_CREAT | O_EXCL);
    // CHECK-NEXT: folder: EEXIST
    try_open("folder", ".", O_RDWR | O_CREAT | O_EXCL);
    // CHECK-NEXT: no folder: ENOENT
    try_open("no folder", "none/m-file.txt", O_RDWR | O_CREAT | O_EXCL);
}

static void create(void)
{
    // CHECK-NEXT: missing: open
    try_open("missing", "m-create.txt", O_WRONLY | O_CREAT);
    // CHECK-NEXT: there: open
    try_open("there", "old.txt", O_WRONLY | O_CREAT);
    // CHECK-NEXT: not truncated: abpt
    show("not truncated", "old.txt");
    // CHECK-NEXT: not created: ENOENT
    try_open("not created", "m-none.txt", O_WRONLY);
    int descriptor = open("m-read.txt", O_RDONLY | O_CREAT, 0600);
    // CHECK-NEXT: read only: 1
    printf("read only: %d\n", descriptor >= 0);
    close(descriptor);
    // CHECK-NEXT: created:{{ *$}}
    show("created", "m-read.txt");
    // CHECK-NEXT: append: open
    try_open("append", "old.txt", O_WRONLY | O_CREAT | O_APPEND);
    // CHECK-NEXT: truncate: open
    try_open("truncate", "m-create.txt", O_RDWR | O_CREAT | O_TRUNC);
    // CHECK-NEXT: both: abptab
    show("both", "old.txt");
    // CHECK-NEXT: truncated to append: open
    try_open("truncated to append", "m-create.txt", O_WRONLY | O_CREAT | O_TRUNC | O_APPEND);
    // CHECK-NEXT: once: ab
    show("once", "m-create.txt");
    // CHECK-NEXT: nothing to append to: ENOENT
    try_open("nothing to append to", "m-none.txt", O_WRONLY | O_APPEND);
    // CHECK-NEXT: nothing to truncate: ENOENT
    try_open("nothing to truncate", "m-none.txt", O_WRONLY | O_TRUNC);
    // CHECK-NEXT: none: missing
    show("none", "m-none.txt");
    // CHECK-NEXT: something: open
    try_open("something", "m-create.txt", O_WRONLY | O_TRUNC);
}

// What a descriptor is for, and where each write goes.
static void use(void)
{
    char byte = 0;
    int reader = open("m-create.txt", O_RDONLY), writer = open("m-create.txt", O_WRONLY);
    int appender = open("m-create.txt", O_RDWR | O_APPEND), other = open("m-create.txt", O_WRONLY | O_APPEND);
    errno = 0;
    int result = write(reader, "x", 1);
    // CHECK-NEXT: written by the reader: -1 EBADF 1
    printf("written by the reader: %d EBADF %d\n", result, errno == EBADF);
    errno = 0;
    result = read(writer, &byte, 1);
    // CHECK-NEXT: read by the writer: -1 EBADF 1
    printf("read by the writer: %d EBADF %d\n", result, errno == EBADF);
    write(other, "1", 1);
    lseek(appender, 0, SEEK_SET);
    write(appender, "2", 1);
    write(other, "3", 1);
    lseek(appender, 1, SEEK_SET);
    result = read(appender, &byte, 1);
    // CHECK-NEXT: read by who appends: 1 b
    printf("read by who appends: %d %c\n", result, byte);
    close(reader);
    close(writer);
    close(appender);
    close(other);
    // CHECK-NEXT: at the end: ab123
    show("at the end", "m-create.txt");
}

static void temporary(void)
{
    char name[] = "m-XXXXXX", beside[] = "./m-XXXXXX";
    int descriptor = mkstemp(name), other = mkstemp(beside);
    // CHECK-NEXT: mkstemp: 1 1
    printf("mkstemp: %d %d\n", descriptor >= 0, other >= 0 && strcmp(name, beside + 2) != 0);
    put(descriptor, "temporary");
    close(other);
    // CHECK-NEXT: it: temporary
    show("it", name);
    FILE *file = tmpfile(), *second = tmpfile();
    char text[8] = "";
    fputs("text", file);
    rewind(file);
    // CHECK-NEXT: tmpfile: text 1
    printf("tmpfile: %s %d\n", fgets(text, sizeof text, file), second && fgetc(second) == EOF);
    fclose(file);
    fclose(second);
}

static void name(void)
{
    struct stat status;
    // CHECK-NEXT: folder 1 file 1
    printf("folder %d", stat(".", &status) == 0 && S_ISDIR(status.st_mode));
    printf(" file %d\n", stat("old.txt", &status) == 0 && S_ISREG(status.st_mode) && status.st_size == 6);
    // CHECK-NEXT: rename: 0
    printf("rename: %d\n", rename("old.txt", "m-renamed.txt"));
    // CHECK-NEXT: from: missing
    show("from", "old.txt");
    // CHECK-NEXT: to: abptab
    show("to", "m-renamed.txt");
    errno = 0;
    // CHECK-NEXT: missing: -1 ENOENT 1
    int result = rename("old.txt", "m-other.txt");
    printf("missing: %d ENOENT %d\n", result, errno == ENOENT);
}

int main(void)
{
    exclusive();
    create();
    use();
    temporary();
    name();
    return 0;
}
