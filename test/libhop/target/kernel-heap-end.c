// RUN: %clang_v7em -Os %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: %clang_v7em -Os -Wl,--defsym=__hop_heap_size=8192 %s -o %t.elf
// RUN: %run %t.elf | FileCheck --check-prefix=SMALL %s
// RUN: not %clang_v7em -Os -Wl,--defsym=__hop_heap_size=0x80000 %s -o %t.elf 2>&1 \
// RUN:   | FileCheck --check-prefix=OVER %s
//
// The heap ends below the main stack: malloc then returns NULL, sets errno, and
// works again after a free. A heap that would not fit does not link.
// OVER: reach into the main stack
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static void *blocks[1000];

int main(void)
{
    int count = 0;
    errno = 0;
    while (count < 1000 && (blocks[count] = malloc(1000)))
        count++;
    // CHECK: blocks {{4[0-9][0-9]}} out of memory 1
    // SMALL: blocks {{[678]}} out of memory 1
    printf("blocks %d out of memory %d\n", count, errno == ENOMEM);
    for (int i = 0; i < count; i++)
        free(blocks[i]);
    // CHECK: again 1
    // SMALL: again 1
    void *volatile again = malloc(4000);
    printf("again %d\n", again != NULL);
    return 0;
}
