// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// stacks NAME...: runs each of the self-tests named on stacks of many sizes.
#include "ledger.h"
#include "sweep.h"

#include <mbedtls/platform.h>
#include <stdio.h>
#include <string.h>

// programs/test/selftest.c of the package.
typedef struct {
    const char *name;
    int (*function)(int verbose);
} selftest_t;
extern const selftest_t selftests[];

static const selftest_t *test;

static bool passes(void)
{
    LEDGER_SCOPE ledger;
    ledger_open(&ledger);
    return test->function(0) == 0;
}

static bool find(const char *name)
{
    for (test = selftests; test->name; test++)
        if (strcmp(test->name, name) == 0)
            return true;
    return false;
}

int main(int argc, char **argv)
{
    mbedtls_platform_set_calloc_free(ledger_calloc, ledger_free);
    for (int i = 1; i < argc; i++) {
        if (!find(argv[i])) {
            printf("%s: no such test\n", argv[i]);
            return 1;
        }
        if (!sweep(test->name, passes))
            return 1;
    }
    return 0;
}
