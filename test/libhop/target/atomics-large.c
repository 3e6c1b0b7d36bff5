// RUN: %clang_v7em -Os %s -o %t.elf && %status 71 %run %t.elf 2>&1 | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The largest atomic object; one that is larger is the firmware's end.
#include <stdatomic.h>
#include <stdio.h>

struct large {
    char bytes[64];
};

static _Atomic struct large large;
struct larger {
    char bytes[65];
};

static _Atomic struct larger larger;

int main(void)
{
    struct large copy = {"all of it"};
    large = copy;
    copy = large;
    // CHECK: copied: all of it
    printf("copied: %s\n", copy.bytes);
    fflush(stdout);
    // CHECK: hop: fatal: an atomic object of more than 64 bytes
    struct larger no = larger;
    return no.bytes[0];
}
