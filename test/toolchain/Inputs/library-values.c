// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <complex.h>
#include <errno.h>
#include <libgen.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <uchar.h>
#include <wchar.h>
#include <wctype.h>

_Static_assert(WINT_MIN <= WEOF && WEOF <= WINT_MAX, "wint_t is signed");

static int failures;

static void expect(int holds, const char *what)
{
    if (!holds)
        printf("wrong: %s\n", what), failures++;
}

static void test_utf16(void)
{
    char bytes[8] = "";
    char16_t unit = 0;
    char32_t wide = 0;
    mbstate_t state = {0};
    expect(mbrtoc16(&unit, "A", 1, NULL) == 1 && unit == u'A', "mbrtoc16");
    expect(mbrtoc16(&unit, "", 1, NULL) == 0 && unit == 0, "mbrtoc16 of an end");
    expect(mbrtoc16(&unit, "A", 0, &state) == (size_t)-2, "mbrtoc16 of nothing");
    expect(mbrtoc32(&wide, "B", 2, NULL) == 1 && wide == U'B', "mbrtoc32");
    expect(c16rtomb(bytes, u'C', NULL) == 1 && bytes[0] == 'C', "c16rtomb");
    expect(c32rtomb(bytes, U'D', &state) == 1 && bytes[0] == 'D', "c32rtomb");
    // The locale has no character beyond the basic plane: it is known for one, and refused as one.
    expect(c16rtomb(bytes, 0xd83d, &state) == 0 && !mbsinit(&state), "a high surrogate");
    errno = 0;
    expect(c16rtomb(bytes, 0xde00, &state) == (size_t)-1 && errno == EILSEQ, "a character that the locale has not");
    expect(c16rtomb(NULL, 0, &state) == 1 && mbsinit(&state), "the initial state");
    expect(c16rtomb(bytes, 0xde00, &state) == (size_t)-1, "a low surrogate alone");
}

static void test_time(void)
{
    struct timespec before, after;
    expect(timespec_get(&before, TIME_UTC) == TIME_UTC && before.tv_sec > 1700000000, "timespec_get");
    expect(timespec_get(&after, TIME_UTC + 1) == 0, "another base");
    // In microseconds; how many calls go by until one that is not a whole millisecond depends on the host.
    do
        timespec_get(&after, TIME_UTC);
    while ((after.tv_nsec == before.tv_nsec || after.tv_nsec % 1000000 == 0) && after.tv_sec - before.tv_sec < 2);
    expect(after.tv_nsec % 1000000 != 0 && after.tv_nsec % 1000 == 0, "less than a millisecond");
    expect(after.tv_sec - before.tv_sec <= 3, "the same clock");
}

static void test_paths(void)
{
    char path[] = "/usr/lib/", other[] = "/usr/lib";
    expect(strcmp(basename(path), "lib") == 0 && strcmp(dirname(other), "/usr") == 0, "basename and dirname");
}

int main(void)
{
    test_paths();
    expect(towctrans(L'a', wctrans("toupper")) == L'A' && towctrans(L'Z', wctrans("tolower")) == L'z', "towctrans");
    expect(creall(conjl(2.0L + 3.0L * I)) == 2.0L && cimagl(cpowl(2.0L * I, 2.0L)) < 1e-9L, "long double complex");
    test_utf16();
    test_time();
    puts(failures ? "not all right" : "all right");
    return failures != 0;
}
