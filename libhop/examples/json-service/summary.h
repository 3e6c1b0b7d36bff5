// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a parsed document amounts to, in a few numbers.
#pragma once

#include "cJSON.h"

struct summary {
    const char *type; // of the outermost value
    unsigned values;  // all of them, the outermost included
    unsigned depth;   // 1 for a document without arrays and objects
    unsigned strings;
    unsigned numbers;
    double sum; // of the numbers
};

struct summary summary_of(const cJSON *root);
