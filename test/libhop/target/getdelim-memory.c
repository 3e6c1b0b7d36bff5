// RUN: %every_core -Os -std=gnu11 %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// __getline, without memory for the whole line: it fails, the caller keeps its buffer, and the stream goes on.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *volatile taken;
static char text[] = "a line that is longer than the buffer\nshort\n";

int main(void)
{
    FILE *file = fmemopen(text, strlen(text), "r");
    size_t size = 8;
    char *line = malloc(size);
    setvbuf(file, NULL, _IONBF, 0);
    printf("opened %d\n", file && line);
    for (size_t block = 1 << 20; block > 0; block /= 2)
        while ((taken = malloc(block)) != NULL)
            ;

    errno = 0;
    long read = (long)__getline(&line, &size, file);
    // CHECK: opened 1
    // CHECK-NEXT: -1, out of memory 1, buffer of 8 begins with 'a line '
    printf("%ld, out of memory %d, buffer of %u begins with '%.7s'\n", read, errno == ENOMEM, (unsigned)size, line);
    // CHECK-NEXT: rest: 31 characters
    int rest = 0;
    for (int c; (c = getc(file)) != '\n'; rest++)
        if (c == EOF)
            return 1;
    printf("rest: %d characters\n", rest + 1);
    // CHECK-NEXT: 6 'short'
    read = (long)__getline(&line, &size, file);
    printf("%ld '%.5s'\n", read, line);
}
