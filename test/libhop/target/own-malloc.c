// RUN: %clang_v7em -Os -DALL %s -o %t.elf && %run %t.elf | FileCheck %s
// RUN: llvm-nm %t.elf | FileCheck --check-prefix=NM %s
// RUN: %clang_v7em -Os %s -o %t.elf && %run %t.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A program that brings its own malloc, over _sbrk: all of it, with what newlib
// calls, then libhop's is not linked; or malloc and free only, then newlib's other
// allocations come from libhop's heap, and the two share the memory.
// NM-NOT: {{ hop_(heap|tlsf)}}
#include <errno.h>
#include <reent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *_sbrk(ptrdiff_t increment);

static unsigned calls;

static void *take(size_t size)
{
    calls++;
    void *memory = _sbrk((ptrdiff_t)((size + 7) & ~7u));
    return memory == (void *)-1 ? NULL : memory;
}

void *malloc(size_t size)
{
    return take(size);
}

void free(void *pointer)
{
    (void)pointer;
}

#ifdef ALL
void *_malloc_r(struct _reent *reent, size_t size)
{
    (void)reent;
    return take(size);
}

void _free_r(struct _reent *reent, void *pointer)
{
    (void)reent, (void)pointer;
}

void *_realloc_r(struct _reent *reent, void *pointer, size_t size)
{
    (void)reent, (void)pointer, (void)size;
    return NULL;
}

void *_calloc_r(struct _reent *reent, size_t count, size_t size)
{
    (void)reent;
    return memset(take(count * size), 0, count * size);
}
#endif

int main(void)
{
    char *volatile mine = malloc(100);
    memset(mine, 'm', 100);
    unsigned before = calls;
    // CHECK: 1.500
    printf("%.3f\n", 1.5 * before); // takes a buffer
    char *volatile more = malloc(100);
    int right = more != NULL && calls >= before + 1;
#ifdef ALL
    right = right && calls > before + 1;
#endif
    unsigned given = 0;
    while (malloc(1000))
        given++;
    right = right && given > 200 && errno == ENOMEM && _sbrk(0) != (void *)-1;
    // CHECK: right 1 kept 1
    printf("right %d kept %d\n", right, mine[0] == 'm' && mine[99] == 'm');
    return 0;
}
