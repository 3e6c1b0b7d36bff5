// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Text for the console, from any context: no C library, no lock. It gathers in lines, so that
// the console is called once for most of them.
#pragma once

#include "hop/panic.h"

struct hop_text {
    char text[80];
    size_t length;
};

void hop_text_put(struct hop_text *text, const char *more);
void hop_text_decimal(struct hop_text *text, uint32_t number);
void hop_text_address(struct hop_text *text, uintptr_t address);

// @0x........, the form that hop-run puts names to.
void hop_text_code(struct hop_text *text, uintptr_t address);

// A line with what is kept of a call chain that is `length` long; 0: none.
void hop_text_chain(struct hop_text *text, const uint32_t *chain, uint32_t length);

void hop_text_end_line(struct hop_text *text);
