// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Files come through newlib's stdio, and that is semihosting below.
#include "documents.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// One byte more is asked for than may be there, to notice what is too long.
static char buffer[DOCUMENT_BYTES_MAX + 1];

static int complain(const char *path, const char *reason)
{
    fprintf(stderr, "json-service: %s: %s\n", path, reason);
    return -1;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

int document_read(const char *path, struct document *document)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return complain(path, strerror(errno));
    }
    size_t length = fread(buffer, 1, sizeof(buffer), file);
    int failed = ferror(file);
    fclose(file);
    if (failed) {
        return complain(path, "cannot be read");
    }
    if (length > DOCUMENT_BYTES_MAX) {
        return complain(path, "is larger than 16 KiB");
    }
    *document = (struct document){base_name(path), malloc(length + 1), length};
    if (document->text == NULL) {
        return complain(path, "does not fit into memory");
    }
    memcpy(document->text, buffer, length);
    document->text[length] = '\0';
    return 0;
}

struct position document_position(const struct document *document,
                                  size_t offset)
{
    struct position position = {1, 1};
    for (size_t i = 0; i < offset && i < document->length; i++) {
        position.column++;
        if (document->text[i] == '\n') {
            position.line++;
            position.column = 1;
        }
    }
    return position;
}
