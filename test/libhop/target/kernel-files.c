// RUN: %clang_v7em -Os %s -o %t.elf
// RUN: rm -f %t.txt && printf 'a line\n' | %run %t.elf %t.txt | FileCheck %s
// RUN: FileCheck --check-prefix=FILE %s < %t.txt
//
// The host's files and standard input through stdio.
// FILE: first
// FILE-NEXT: SECOND
// FILE-NEXT: third
#include <errno.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : "";
    // CHECK: missing 1
    errno = 0;
    printf("missing %d\n", !fopen(path, "r") && errno == ENOENT);
    FILE *file = fopen(path, "w+");
    fprintf(file, "first\nsecond\n");
    fseek(file, 6, SEEK_SET);
    fputs("SECOND", file);
    fclose(file);
    file = fopen(path, "a");
    fprintf(file, "third\n");
    fclose(file);
    file = fopen(path, "r");
    char line[40] = "";
    fseek(file, -6, SEEK_END);
    // CHECK: last third
    printf("last %s", fgets(line, sizeof line, file));
    // CHECK: at 19 end 1
    long at = ftell(file);
    printf("at %ld end %d\n", at, !fgets(line, sizeof line, file) && feof(file));
    fclose(file);
    // CHECK: stdin: a line
    printf("stdin: %s", fgets(line, sizeof line, stdin));
    int opened = 0;
    while (fopen(path, "r"))
        opened++;
    // CHECK: opened 8 then too many 1
    printf("opened %d then too many %d\n", opened, errno == EMFILE);
    return 0;
}
