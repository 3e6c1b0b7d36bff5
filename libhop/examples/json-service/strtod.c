// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// cJSON's only call into library code that allocates: newlib's strtod takes its
// big numbers from the heap and, in C without cleanups, would lose them if a
// panic unwound through it. The firmware is linked with --wrap=strtod, so that
// strtod fits as a whole or is not called.
#include "whole.h"

#include <stdlib.h>

enum { STRTOD_DEPTH = 896 };

double __real_strtod(const char *restrict text, char **restrict end);

FITS_WHOLE(STRTOD_DEPTH)
double __wrap_strtod(const char *restrict text, char **restrict end)
{
    return __real_strtod(text, end);
}
