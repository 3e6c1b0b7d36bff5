// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A check that counts failures and says where, and what main returns.
#pragma once

#include <stdio.h>

static int check_failures;

#define CHECK_EQUAL(actual, expected)                                              \
    do {                                                                           \
        unsigned long long check_a = (unsigned long long)(actual);                 \
        unsigned long long check_e = (unsigned long long)(expected);               \
        if (check_a != check_e) {                                                  \
            printf("%s:%d: %s is 0x%llx, not 0x%llx\n", __FILE__, __LINE__,        \
                   #actual, check_a, check_e);                                     \
            check_failures++;                                                      \
        }                                                                          \
    } while (0)

static inline int check_result(void)
{
    return check_failures == 0 ? 0 : 1;
}
