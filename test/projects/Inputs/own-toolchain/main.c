// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <stdio.h>

#ifdef __ARM_PCS_VFP
#define FP "hard"
#else
#define FP "soft"
#endif

int main(void)
{
    puts("FP is " FP);
    return 0;
}
