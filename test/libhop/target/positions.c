// RUN: %every_core -Os -Wno-format %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Arguments of printf and scanf by position, as POSIX has them, are not supported: who prints without would have 4080 bytes
// of code more, and 416 of stack (newlib's _WANT_IO_POS_ARGS, Cortex-M4).
#include <stdio.h>

int main(void)
{
    int first = 7, second = 8;
    // CHECK: printed: $s $d
    printf("printed: %2$s %1$d\n", 1, "two");
    // CHECK-NEXT: read: 0 7 8
    int count = sscanf("3 4", "%2$d %1$d", &first, &second);
    printf("read: %d %d %d\n", count, first, second);
    return 0;
}
