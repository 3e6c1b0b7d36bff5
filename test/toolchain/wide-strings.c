// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// printf's wide strings and characters, in the C locale: one byte for each, an error for one that is none.
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

int main(void)
{
    // CHECK: [wide][    ab][xyz][ab    ][]
    printf("[%ls][%6ls][%S][%-6ls][%ls]\n", L"wide", L"ab", L"xyz", L"ab", L"");
    static const wchar_t open[] = {L'o', L'p', L'e', L'n'}; // no 0 at its end
    // CHECK-NEXT: [open][op][][x][s]
    printf("[%.4ls][%.*ls][%.0ls][%lc][%s]\n", open, 2, open, open, L'x', "s");
    static wchar_t large[301];
    char text[320];
    wmemset(large, L'l', 300);
    // CHECK-NEXT: 302 1 <l
    int length = snprintf(text, sizeof text, "<%ls>", large);
    printf("%d %d %.2s\n", length, strspn(text + 1, "l") == 300 && text[301] == '>', text);
    errno = 0;
    length = sprintf(text, "%ls", L"a\x20ac");
    // CHECK-NEXT: -1 1 1
    printf("%d %d %d\n", length, errno == EILSEQ, !setlocale(LC_ALL, "C.UTF-8"));
    // CHECK-NEXT: 4 abcd
    length = siprintf(text, "%ls", L"abcd");
    printf("%d %s\n", length, text);
    return 0;
}
