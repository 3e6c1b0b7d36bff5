// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task that has asked for it dies of a failed allocation, by any of the calls; not in a region or a cleanup, not
// when it has taken that back, and no other task does.
//
// RUN: %every_core -Os %s
// RUN: %clang_v7em -Os -Wl,--defsym=__hop_stress_growth=1 %s -o %t.elf && %run %t.elf | FileCheck %s
#include "Inputs/cases.h"

#include <malloc.h>
#include <string.h>

enum { MUCH = 0x3000000 };

static void *volatile pointer;

// CHECK:      case 0
// CHECK-NEXT:   before: NULL
// CHECK-NEXT:   panic: out of memory: 50331648 bytes
// CHECK-NEXT:   events: 1
static void by_malloc(void)
{
    NOTED outer = 1;
    pointer = malloc(MUCH);
    printf("  before: %s\n", pointer ? "?" : "NULL");
    hop_mem_require(true);
    pointer = malloc(MUCH);
}

// CHECK:      case 1
// CHECK-NEXT:   panic: out of memory: 50331648 bytes
// CHECK-NEXT:   events: 2
static void by_hop_mem(void)
{
    NOTED outer = 2;
    hop_mem_require(true);
    pointer = hop_mem_alloc(MUCH);
}

// The old block is as it was.
static void check_block(char **block)
{
    note(strcmp(*block, "kept") == 0 ? 3 : 333);
    free(*block);
}

// CHECK:      case 2
// CHECK-NEXT:   panic: out of memory: 50331648 bytes
// CHECK-NEXT:   events: 3
static void by_realloc(void)
{
    __attribute__((cleanup(check_block))) char *block = malloc(8);
    strcpy(block, "kept");
    hop_mem_require(true);
    pointer = realloc(block, MUCH);
}

// CHECK:      case 3
// CHECK-NEXT:   panic: out of memory: 50331648 bytes
static void by_memalign(void)
{
    hop_mem_require(true);
    pointer = memalign(64, MUCH);
}

static void allocate(int *unused)
{
    (void)unused;
    pointer = malloc(MUCH);
    note(pointer == NULL ? 4 : 444);
}

// CHECK:      case 4
// CHECK-NEXT:   region: NULL, taken back: NULL
// CHECK-NEXT:   panic: by itself
// CHECK-NEXT:   events: 4 4
static void not_here(void)
{
    hop_mem_require(true);
    hop_kill_defer_begin();
    pointer = malloc(MUCH);
    bool is_null = pointer == NULL;
    hop_kill_defer_end();
    {
        __attribute__((cleanup(allocate), unused)) int normal;
    }
    __attribute__((cleanup(allocate), unused)) int dying;
    hop_mem_require(false);
    pointer = malloc(MUCH);
    printf("  region: %s, taken back: %s\n", is_null ? "NULL" : "?", pointer ? "?" : "NULL");
    hop_mem_require(true);
    hop_panic("by itself");
}

// A new life begins without.
// CHECK:      case 5
// CHECK-NEXT:   again: NULL
// CHECK-NEXT:   panic: end
static void again(void)
{
    pointer = malloc(MUCH);
    printf("  again: %s\n", pointer ? "?" : "NULL");
    hop_panic("end");
}

// CHECK: done
const test_case cases[] = {by_malloc, by_hop_mem, by_realloc, by_memalign, not_here, again};
const unsigned case_count = sizeof cases / sizeof cases[0];
