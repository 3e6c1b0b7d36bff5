// RUN: printf '12' > %t.txt
// RUN: %clang_v7em -Os %s -o %t.elf && %run %t.elf %t.txt | FileCheck %s
// RUN: %clang_v7em -Os -DWIDE %s -o %t.elf && %run %t.elf %t.txt | FileCheck %s
// RUN: %clang_v7em -Os --specs=nano.specs %s -o %t.elf && %run %t.elf %t.txt | FileCheck %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// At the end of a file scanf tells how many it has read. It told EOF where the stream had an error of an earlier call.
#include <stdio.h>
#include <wchar.h>

#ifdef WIDE
#define scan(file, format, ...) fwscanf(file, L##format, __VA_ARGS__)
#define write_one(file) fputwc(L'x', file)
#else
#define scan(file, format, ...) fscanf(file, format, __VA_ARGS__)
#define write_one(file) fputc('x', file)
#endif

int main(int argc, char **argv)
{
    FILE *file = fopen(argv[argc - 1], "r");
    int first = 0, second = 0;
    // Not opened for that.
    int is_refused = write_one(file) == -1;
    int count = scan(file, "%d %d", &first, &second);
    // CHECK: refused 1, error 1, read 1: 12
    printf("refused %d, error %d, read %d: %d\n", is_refused, ferror(file) != 0, count, first);
    // CHECK-NEXT: at the end -1
    printf("at the end %d\n", scan(file, "%d", &first));
}
