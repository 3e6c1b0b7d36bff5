// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Between _sbrk, for programs that bring a malloc of their own, and the heap
// (mem/region.c), which newlib allocates from nevertheless unless such a program
// brings _malloc_r and the like, too.
#pragma once

// Takes the upper half of what _sbrk has left, and returns its start, 8-byte
// aligned; it ends at __hop_heap_end. NULL the second time, and in a handler that
// interrupted _sbrk: nothing done.
__attribute__((weak)) char *hop_sbrk_split(void);
