// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    int *values = malloc(5 * sizeof *values);
    if (!values)
        return 1;
    values[0] = 5;
    printf("hello %d\n", values[0]);
    free(values);
    return 0;
}
