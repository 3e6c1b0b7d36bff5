// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "file.h"

#include <stdio.h>
#include <stdlib.h>

static char *read_all(FILE *file, size_t *size)
{
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    char *bytes = calloc(1, *size + 1);
    return bytes && fread(bytes, 1, *size, file) == *size ? bytes : NULL;
}

char *file_contents(const char *name, size_t *size)
{
    FILE *file = fopen(name, "rb");
    char *bytes = file ? read_all(file, size) : NULL;
    if (bytes == NULL) {
        fprintf(stderr, "%s: cannot be read\n", name);
        exit(1);
    }
    fclose(file);
    return bytes;
}
