// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// getopt and getopt_long as POSIX and GNU have them: a scan may begin with optind 1, the first one too; a "-" alone is an
// operand; optopt is the unknown option; no operand is lost behind an error; an unknown or ambiguous long option is one
// error, never the short options that its letters are.
#include <getopt.h>
#include <stdio.h>
#include <string.h>

static const struct option names[] = {
    {"verbose", no_argument, 0, 'v'}, {"file-a", required_argument, 0, 'a'}, {"file-b", required_argument, 0, 'b'},
    {"file", required_argument, 0, 'f'}, {"level", optional_argument, 0, 'l'}, {0, 0, 0, 0}};

// The words of the line are the arguments.
static void parse(const char *options, const struct option *longer, const char *line)
{
    char text[80], *arguments[16] = {"program"};
    int count = 1, c;
    strcpy(text, line);
    for (char *word = strtok(text, " "); word; word = strtok(NULL, " "))
        arguments[count++] = word;
    printf("%s <%s>:", options, line);
    optind = 1;
    optarg = NULL;
    optopt = 0;
    for (int calls = 0; calls < 20; calls++) {
        c = longer ? getopt_long(count, arguments, options, longer, NULL) : getopt(count, arguments, options);
        if (c == -1)
            break;
        if (c == '?' || c == ':')
            printf(" %c(%c)", c, optopt > ' ' ? optopt : '.');
        else if (c == 1)
            printf(" operand %s", optarg);
        else
            printf(" %c%s%s", c, optarg ? "=" : "", optarg ? optarg : "");
        optarg = NULL;
    }
    printf(" |");
    while (optind < count)
        printf(" %s", arguments[optind++]);
    printf("\n");
}

int main(void)
{
    // CHECK: {{^}}1{{$}}
    printf("%d\n", optind);
    opterr = 0;
    // CHECK-NEXT: ab: <-a -b x y>: a b=x | y
    parse("ab:", NULL, "-a -b x y");
    // CHECK-NEXT: ab: <y -a z -bx>: a b=x | y z
    parse("ab:", NULL, "y -a z -bx");
    // CHECK-NEXT: ab: <-x -a y>: ?(x) a | y
    parse("ab:", NULL, "-x -a y");
    // CHECK-NEXT: ab: <y -x z -a>: ?(x) a | y z
    parse("ab:", NULL, "y -x z -a");
    // CHECK-NEXT: ab: <-axa y>: a ?(x) a | y
    parse("ab:", NULL, "-axa y");
    // CHECK-NEXT: ab: <y -b>: ?(b) | y
    parse("ab:", NULL, "y -b");
    // CHECK-NEXT: ab: <-a - y>: a | - y
    parse("ab:", NULL, "-a - y");
    // CHECK-NEXT: +ab: <- -a>: | - -a
    parse("+ab:", NULL, "- -a");
    // CHECK-NEXT: ab: <-: -a>: ?(:) a |{{$}}
    parse("ab:", NULL, "-: -a");
    // CHECK-NEXT: :ab: <-a -b>: a :(b) |{{$}}
    parse(":ab:", NULL, "-a -b");
    // CHECK-NEXT: :ab: <-z>: ?(z) |{{$}}
    parse(":ab:", NULL, "-z");
    // CHECK-NEXT: ab:: <-b -bx y>: b b=x | y
    parse("ab::", NULL, "-b -bx y");
    // CHECK-NEXT: ab: <-a -- -b y>: a | -b y
    parse("ab:", NULL, "-a -- -b y");
    // CHECK-NEXT: ab: <y -a -- -b z>: a | y -b z
    parse("ab:", NULL, "y -a -- -b z");
    // CHECK-NEXT: +ab: <-a y -b z>: a | y -b z
    parse("+ab:", NULL, "-a y -b z");
    // CHECK-NEXT: -ab: <-a y -b z w -- v>: a operand y b=z operand w | v
    parse("-ab:", NULL, "-a y -b z w -- v");
    // CHECK-NEXT: ab: <>: |{{$}}
    parse("ab:", NULL, "");
    // CHECK-NEXT: va <--verbose --file x --file=y --level --level=3 y>: v f=x f=y l l=3 | y
    parse("va", names, "--verbose --file x --file=y --level --level=3 y");
    // CHECK-NEXT: va <--ver --file-a=x --lev=2>: v a=x l=2 |{{$}}
    parse("va", names, "--ver --file-a=x --lev=2");
    // CHECK-NEXT: va <--fil x --verbose>: ?(.) v | x
    parse("va", names, "--fil x --verbose");
    // CHECK-NEXT: va <--vava y>: ?(.) | y
    parse("va", names, "--vava y");
    // CHECK-NEXT: va <y --vava z -v>: ?(.) v | y z
    parse("va", names, "y --vava z -v");
    // CHECK-NEXT: va <y --file>: ?(f) | y
    parse("va", names, "y --file");
    // CHECK-NEXT: :va <y --file>: :(f) | y
    parse(":va", names, "y --file");
    // CHECK-NEXT: va <-a - --verbose y>: a v | - y
    parse("va", names, "-a - --verbose y");
    // CHECK-NEXT: va <y --verbose z -- -a>: v | y z -a
    parse("va", names, "y --verbose z -- -a");
    return 0;
}
