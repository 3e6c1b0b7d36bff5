// RUN: %every_core -Os %s
// RUN: %clang_v7em -O0 %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What C, POSIX and newlib say of malloc and its relatives: nothing, too much,
// overflow, alignment, errno; statistics that are exact to the byte; regions of a
// kind; and all of it from a handler, here the tick's.
#include <errno.h>
#include <hop/hop.h>
#include <malloc.h>
#include <reent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int posix_memalign(void **pointer, size_t alignment, size_t size);
void *aligned_alloc(size_t alignment, size_t size);

static unsigned wrong;

#define EXPECT(condition)                                                          \
    do {                                                                           \
        if (!(condition)) {                                                        \
            printf("line %d: not %s\n", __LINE__, #condition);                     \
            wrong++;                                                               \
        }                                                                          \
    } while (0)

// Hides from the compiler that it knows what the functions do.
static void *volatile hidden;
#define HIDE(pointer) (hidden = (pointer), hidden)

static int error_of(void *pointer)
{
    int error = errno;
    errno = 0;
    return pointer ? -1 : error;
}

static void test_nothing(void)
{
    char *one = HIDE(malloc(0)), *two = HIDE(malloc(0));
    EXPECT(one && two && one != two);
    EXPECT(HIDE(realloc(one, 0)) == NULL);
    one = HIDE(realloc(NULL, 20));
    EXPECT(one && malloc_usable_size(one) >= 20);
    EXPECT(malloc_usable_size(NULL) == 0);
    free(one);
    free(two);
    free(NULL);
}

static void test_too_much(void)
{
    static volatile size_t sizes[] = {(size_t)-1, (size_t)-4, (size_t)-16, 0x80000000u,
                                      0x7fffffff, 0x3f000001, 0x3f000000, 0x2000000};
    char *kept = HIDE(malloc(10));
    strcpy(kept, "content");
    errno = 0;
    for (unsigned i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        EXPECT(error_of(HIDE(malloc(sizes[i]))) == ENOMEM);
        EXPECT(error_of(HIDE(realloc(kept, sizes[i]))) == ENOMEM);
        EXPECT(error_of(HIDE(calloc(1, sizes[i]))) == ENOMEM);
        EXPECT(error_of(HIDE(memalign(64, sizes[i]))) == ENOMEM);
        EXPECT(error_of(HIDE(aligned_alloc(sizes[i] & 0xc0000000, sizes[i]))) == ENOMEM);
    }
    static volatile size_t half = 0x10001;
    EXPECT(error_of(HIDE(calloc(half, half))) == ENOMEM); // 2^32 + 0x20001
    EXPECT(error_of(HIDE(calloc(half - 1, half - 1))) == ENOMEM); // 2^32: 0
    EXPECT(!strcmp(kept, "content"));
    free(kept);
}

static void test_content(void)
{
    unsigned char *bytes = HIDE(malloc(100));
    memset(bytes, 0xff, 100);
    free(bytes);
    bytes = HIDE(calloc(10, 10));
    for (unsigned i = 0; i < 100; i++)
        EXPECT(bytes[i] == 0);
    for (unsigned i = 0; i < 100; i++)
        bytes[i] = (unsigned char)i;
    void *wall = HIDE(malloc(10)); // growing has to move
    bytes = HIDE(realloc(bytes, 1000));
    for (unsigned i = 0; i < 100; i++)
        EXPECT(bytes[i] == i);
    unsigned char *same = bytes;
    bytes = HIDE(realloc(bytes, 50)); // shrinking does not
    EXPECT(bytes == same && malloc_usable_size(bytes) < 64);
    bytes = HIDE(realloc(bytes, 900)); // nor growing into what that left
    EXPECT(bytes == same && malloc_usable_size(bytes) >= 900 && bytes[49] == 49);
    free(bytes);
    free(wall);
}

static void test_alignment(void)
{
    void *blocks[12];
    for (unsigned shift = 0; shift < 12; shift++) {
        size_t alignment = (size_t)1 << shift;
        blocks[shift] = shift % 2 ? HIDE(memalign(alignment, 24))
                                  : HIDE(aligned_alloc(alignment, 24));
        EXPECT(blocks[shift] && (uintptr_t)blocks[shift] % alignment == 0);
        EXPECT((uintptr_t)blocks[shift] % 8 == 0);
    }
    for (unsigned shift = 0; shift < 12; shift++)
        free(blocks[shift]);
    void *pointer = (void *)1;
    static volatile size_t odd = 24;
    errno = 0;
    EXPECT(posix_memalign(&pointer, 2, 8) == EINVAL && pointer == (void *)1);
    EXPECT(posix_memalign(&pointer, 24, 8) == EINVAL && pointer == (void *)1);
    EXPECT(posix_memalign(&pointer, 8, 0x30000000) == ENOMEM && pointer == (void *)1);
    EXPECT(errno == 0);
    EXPECT(posix_memalign(&pointer, 512, 8) == 0 && (uintptr_t)pointer % 512 == 0);
    free(pointer);
    EXPECT(HIDE(memalign(odd, 8)) == NULL && HIDE(hop_mem_alloc_aligned(24, 8)) == NULL);
    EXPECT(HIDE(hop_mem_alloc_aligned(0, 8)) == NULL);
    pointer = HIDE(valloc(10));
    EXPECT(pointer && (uintptr_t)pointer % 4096 == 0);
    free(pointer);
}

static struct hop_mem_stats stats(void)
{
    struct hop_mem_stats now = {0};
    EXPECT(hop_mem_stats(&now) == HOP_OK);
    return now;
}

static void test_statistics(void)
{
    struct hop_mem_stats before = stats();
    void *small = HIDE(hop_mem_alloc(1)), *more = HIDE(hop_mem_alloc(100));
    EXPECT(stats().in_use == before.in_use + 16 + 104);
    more = HIDE(hop_mem_resize(more, 200));
    EXPECT(stats().in_use == before.in_use + 16 + 208);
    more = HIDE(hop_mem_resize(more, 12));
    EXPECT(stats().in_use == before.in_use + 16 + 16);
    hop_mem_free(small);
    hop_mem_free(more);
    struct hop_mem_stats after = stats();
    EXPECT(after.in_use == before.in_use && after.failures == before.failures);
    size_t high = after.in_use + 224;
    EXPECT(after.high_water == (before.high_water > high ? before.high_water : high));
    // What it promises there is; 8 bytes more there are not.
    EXPECT(HIDE(hop_mem_alloc(after.largest_free + 8)) == NULL);
    EXPECT(stats().failures == before.failures + 1);
    void *all = HIDE(hop_mem_alloc(after.largest_free));
    EXPECT(all && stats().high_water == stats().in_use);
    hop_mem_free(all);
    EXPECT(mallinfo().uordblks == after.in_use && mallinfo().arena == after.total);
}

extern char __hop_handler_stack_base[], __hop_heap_start[];

static void test_regions(void)
{
    static _Alignas(8) char fast[2048];
    char high[64];
    struct hop_mem_stats before = stats();
    EXPECT(hop_mem_alloc_from(HOP_MEM_FAST, 8) == NULL && hop_mem_alloc_from(0, 8) == NULL);
    EXPECT(hop_mem_region_add(fast, sizeof fast, 0) == HOP_INVALID);
    EXPECT(hop_mem_region_add(fast, sizeof fast, 16) == HOP_INVALID);
    EXPECT(hop_mem_region_add(fast, 100, HOP_MEM_FAST) == HOP_INVALID);
    EXPECT(hop_mem_region_add(fast, 3, HOP_MEM_FAST) == HOP_INVALID);
    EXPECT(hop_mem_region_add(fast, (size_t)-1, HOP_MEM_FAST) == HOP_INVALID);
    EXPECT(hop_mem_region_add(__hop_heap_start + 64, 4096, HOP_MEM_FAST) == HOP_INVALID);
    EXPECT(hop_mem_region_add(__hop_handler_stack_base - 512, 1024, HOP_MEM_STACK) ==
           HOP_INVALID);
    EXPECT(hop_mem_region_add(fast + 1, sizeof fast - 1, HOP_MEM_FAST) == HOP_OK);
    EXPECT(hop_mem_region_add(fast, sizeof fast, HOP_MEM_FAST) == HOP_INVALID);
    EXPECT(stats().total > before.total && stats().largest_free == before.largest_free);
    char *block = HIDE(hop_mem_alloc_from(HOP_MEM_FAST, 100));
    EXPECT(block >= fast && block < fast + sizeof fast);
    hop_mem_free(HIDE(hop_mem_alloc_from(HOP_MEM_FAST, 16)));
    void *wall = HIDE(hop_mem_alloc_from(HOP_MEM_FAST, 16));
    block = HIDE(hop_mem_resize(block, 300)); // moves, but stays fast
    EXPECT(block >= fast && block < fast + sizeof fast);
    EXPECT(HIDE(hop_mem_alloc_from(HOP_MEM_FAST | HOP_MEM_STACK, 8)) == NULL);
    void *stack = HIDE(hop_mem_alloc_from(HOP_MEM_STACK, 2048));
    EXPECT(stack && (char *)stack < __hop_handler_stack_base);
    hop_mem_free(block);
    hop_mem_free(wall);
    hop_mem_free(stack);
    EXPECT(stats().in_use == before.in_use);
    (void)high;
}

// The task spins; so the handler always finds the heap free.
static volatile unsigned handler_runs, handler_wrong;

void SysTick_Handler(void)
{
    static void *kept;
    hop_mem_free(kept);
    kept = malloc(40);
    handler_wrong += !kept || HIDE(malloc(0x20000000)) != NULL;
    handler_wrong += hop_mem_reserve(1, 8) != HOP_CONTEXT;
    handler_wrong += hop_mem_region_add(NULL, 0, HOP_MEM_FAST) != HOP_CONTEXT;
    if (++handler_runs == 3) {
        free(kept);
        kept = NULL;
    }
}

static void test_handler(void)
{
    errno = 0;
    handler_runs = 0;
    while (handler_runs < 3)
        ;
    EXPECT(handler_wrong == 0);
    EXPECT(errno == 0);
}

int main(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    printf("begin\n");
    test_handler();
    *(volatile uint32_t *)0xE000E010 = 0; // no ticks: the rest counts bytes
    test_nothing();
    test_too_much();
    test_content();
    test_alignment();
    test_statistics();
    test_regions();
    // CHECK: wrong 0
    printf("wrong %u\n", wrong);
    return wrong != 0;
}
