// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A null pointer for %s is printed as "(null)", as newlib compiled for speed does, and not as the bytes of the vector table;
// by every printf, and of wide strings, too.
#include <stdio.h>
#include <wchar.h>

static char *volatile none;
static wchar_t *volatile wide_none;

int main(void)
{
    char text[64];
    wchar_t wide[64];
    // CHECK: [(null)][    (null)][(null)  ][(nul][]
    printf("[%s][%10s][%-8s][%.4s][%.0s]\n", none, none, none, none, none);
    // CHECK-NEXT: [(null)][(null)]
    printf("[%ls][%S]\n", wide_none, wide_none);
    snprintf(text, sizeof text, "[%s][%ls]", none, wide_none);
    // CHECK-NEXT: [(null)][(null)]
    puts(text);
    // CHECK-NEXT: [(null)]
    iprintf("[%s]\n", none);
    siprintf(text, "[%s]", none);
    // CHECK-NEXT: [(null)]
    puts(text);
    swprintf(wide, 64, L"[%s][%ls][%.2s]", none, wide_none, none);
    // CHECK-NEXT: [(null)][(null)][(n]
    printf("%ls\n", wide);
    return 0;
}
