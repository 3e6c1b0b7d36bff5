// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// stacks FILE...: parses and prints each document FILE, on stacks of many sizes. The result has to be that of
// FILE.expected.
#include "file.h"
#include "ledger.h"
#include "sweep.h"

#include <cJSON.h>
#include <stdio.h>
#include <string.h>

enum { DOCUMENTS = 16 };

static struct document {
    char *text;
    char *expected;
} documents[DOCUMENTS];

static int count;

static bool is_right(const struct document *document)
{
    cJSON *tree = cJSON_Parse(document->text);
    char *printed = cJSON_Print(tree);
    bool right = printed && strcmp(printed, document->expected) == 0;
    cJSON_free(printed);
    cJSON_Delete(tree);
    return right;
}

static bool all_are_right(void)
{
    LEDGER_SCOPE ledger;
    ledger_open(&ledger);
    for (int i = 0; i < count; i++)
        if (!is_right(&documents[i]))
            return false;
    return ledger.first == NULL;
}

int main(int argc, char **argv)
{
    for (count = 0; count < DOCUMENTS && count + 1 < argc; count++) {
        const char *name = argv[count + 1];
        char expected[64];
        size_t size;
        snprintf(expected, sizeof expected, "%s.expected", name);
        documents[count] = (struct document){file_contents(name, &size), file_contents(expected, &size)};
    }
    cJSON_InitHooks(&(cJSON_Hooks){.malloc_fn = ledger_malloc, .free_fn = ledger_free});
    return sweep("cJSON", all_are_right) ? 0 : 1;
}
