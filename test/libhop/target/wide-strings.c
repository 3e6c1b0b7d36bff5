// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Strings and streams of wide characters in the C locale. mbstowcs and wcstombs tell how long a result would be if there is
// nowhere to put it (POSIX), and never narrow a character that is no byte. What is written to an open_wmemstream is wide
// characters, behind which is a wide 0.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

static void convert(void)
{
    char text[8] = "zzzzzzz";
    wchar_t wide[8] = L"zzzzzzz";
    // CHECK: lengths 5 5
    printf("lengths %d %d\n", (int)mbstowcs(NULL, "hello", 0), (int)wcstombs(NULL, L"hello", 0));
    // CHECK-NEXT: parts 3 helzz 3 helzz
    int to_wide = (int)mbstowcs(wide, "hello", 3), to_text = (int)wcstombs(text, L"hello", 3);
    printf("parts %d %.5s %d %.5ls\n", to_text, text, to_wide, wide);
    // CHECK-NEXT: all 2 ab 2 ab
    to_wide = (int)mbstowcs(wide, "ab", 8), to_text = (int)wcstombs(text, L"ab", 8);
    printf("all %d %s %d %ls\n", to_text, text, to_wide, wide);
    errno = 0;
    // CHECK-NEXT: no byte: -1 1 -1
    int result = (int)wcstombs(text, L"a\x20ac", 8);
    printf("no byte: %d %d %d\n", result, errno == EILSEQ, (int)wcstombs(NULL, L"\x20ac", 0));
}

static void write_stream(void)
{
    wchar_t *text = NULL;
    size_t size = 0;
    FILE *stream = open_wmemstream(&text, &size);
    fwprintf(stream, L"wide %d %ls", 7, L"x");
    fflush(stream);
    // CHECK-NEXT: 8 wide 7 x 8
    printf("%zu %ls %zu\n", size, text, wcslen(text));
    for (int i = 0; i < 100; i++)
        fputws(L"0123456789", stream);
    fflush(stream);
    // CHECK-NEXT: 1008 1008 1008 0123456789
    printf("%zu %zu %ld %ls\n", size, wcslen(text), ftell(stream), text + 998);
    fseek(stream, 5, SEEK_SET);
    fputwc(L'8', stream);
    fflush(stream);
    // CHECK-NEXT: 6 wide 8
    printf("%zu %ls\n", size, text);
    fseek(stream, 2, SEEK_END);
    fputwc(L'!', stream);
    fclose(stream);
    // CHECK-NEXT: 1011 1 wide 8 x012 9 0 0 ! 0
    printf("%zu %d %.11ls %lc %d %d %lc %d\n", size, wcslen(text) == 1008, text, (wint_t)text[1007], (int)text[1008],
           (int)text[1009], (wint_t)text[1010], (int)text[1011]);
    free(text);
}

int main(void)
{
    convert();
    write_stream();
    return 0;
}
