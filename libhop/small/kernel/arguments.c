// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "kernel/arguments.h"

#include <stddef.h>

int hop_arguments_read(char ***words)
{
    static char *none[] = {NULL};
    *words = none;
    return 0;
}
