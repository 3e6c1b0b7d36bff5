// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The documents, read from files of the host.
#pragma once

#include <stddef.h>

struct document {
    const char *name; // of the file, without its folder
    char *text;
    size_t length;
};

enum {
    DOCUMENTS_MAX = 32,
    DOCUMENT_BYTES_MAX = 16384,
};

// Reads the whole file. 0, or -1 after printing why not.
int document_read(const char *path, struct document *document);

// Line and column of an offset, both from 1.
struct position {
    unsigned line;
    unsigned column;
};
struct position document_position(const struct document *document,
                                  size_t offset);
