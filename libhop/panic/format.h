// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The reason of a panic in words, without the C library and with little stack.
#pragma once

#include <stddef.h>
#include <stdint.h>

// Arguments of a variadic function as its caller has left them: r1-r3, then the stack.
struct hop_arguments {
    const uint32_t *registers;
    unsigned registers_left;
    const uint32_t *stack;
    const uint32_t *stack_end;
};

// As snprintf, for %d %i %u %x %p %c %s %%, numbers with a width like 8 or 08, and any length
// modifier that does not make an argument larger than a word. At another conversion the rest of the format is copied as it is.
// *text ends with a 0; size is at least 1.
void hop_format(char *text, size_t size, const char *format, struct hop_arguments *arguments);
