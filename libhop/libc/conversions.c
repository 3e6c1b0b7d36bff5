// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Memory of newlib's conversions of numbers, printf's and strtod's. What they keep for the next time is each
// task's own (reent.h) and belongs to the task (mem/owned.h): it is freed when the task dies or ends, and what a
// conversion had in hand then, too.
//
// Under another kernel all tasks share it, unless that gives each a block of newlib's: then it is nobody's here.
#include "libc/conversions.h"

#include "hop/owned.h"
#include "libc/malloc.h"
#include "libc/reent.h"

#include <string.h>

// Only a kernel that keeps it apart has it.
struct hop_arch_context *hop_sched_switch(void) __attribute__((weak));

void *__conversion_calloc(size_t count, size_t size);

// Both are newlib's own constants: the product fits.
void *__conversion_calloc(size_t count, size_t size)
{
    size_t bytes = count * size;
    void *block = hop_sched_switch ? hop_mem_alloc_owned(bytes) : hop_mem_alloc(bytes);
    if (block != NULL)
        memset(block, 0, bytes);
    return block;
}

void hop_conversions_forget(void)
{
    if (hop_sched_switch)
        _impure_ptr->_mp = NULL;
}
