// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "kernel/arguments.h"

#include "hop/config.h"
#include "hop/fatal.h"
#include "libc/host.h"

#include <stdbool.h>

static char command_line[HOP_COMMAND_LINE_SIZE];
static char *arguments[HOP_ARGUMENT_MAX + 1];

// Splits at blanks; double quotes keep a blank, a backslash keeps a quote or a
// backslash. Returns the count of arguments, or -1 where there are too many.
static int split(char *text, char **words)
{
    int count = 0;
    char *out = text;
    for (;;) {
        while (*text == ' ')
            text++;
        if (!*text)
            return count;
        if (count == HOP_ARGUMENT_MAX)
            return -1;
        words[count++] = out;
        for (bool quoted = false; *text && (quoted || *text != ' '); text++) {
            if (*text == '\\' && (text[1] == '"' || text[1] == '\\'))
                *out++ = *++text;
            else if (*text == '"')
                quoted = !quoted;
            else
                *out++ = *text;
        }
        bool last = !*text;
        *out++ = '\0';
        if (last)
            return count;
        text++;
    }
}

int hop_arguments_read(char ***words)
{
    if (hop_host_command_line(command_line, sizeof command_line) != 0)
        hop_fatal("command line longer than HOP_COMMAND_LINE_SIZE", 0);
    int count = split(command_line, arguments);
    if (count < 0)
        hop_fatal("more arguments than HOP_ARGUMENT_MAX", 0);
    *words = arguments;
    return count;
}
