// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Formats and scans on stacks of many sizes (test/third-party/common/sweep.h).
#include "sweep.h"

#include <stdio.h>
#include <string.h>

static int open_scopes;

static void close_scope(const int *scope)
{
    (void)scope;
    open_scopes--;
}

// A helper of the runtime that overflows is seen at the next checked call: one without numbers that have a fraction is
// the last one.
static bool is_right(void)
{
    __attribute__((cleanup(close_scope))) int scope = ++open_scopes;
    char buffer[24];
    int number, hex;
    float value;
    int printed = snprintf(buffer, sizeof buffer, "%d %#x %.2f", 42, 255u, 2.5);
    if (scope != 1 || printed != 12 || strcmp(buffer, "42 0xff 2.50") != 0)
        return false;
    if (sscanf(buffer, "%d %i %f", &number, &hex, &value) != 3 || number != 42 || hex != 255 || value != 2.5f)
        return false;
    return snprintf(buffer, sizeof buffer, "%d", number) == 2;
}

int main(void)
{
    return sweep("formats", is_right) ? 0 : 1;
}
