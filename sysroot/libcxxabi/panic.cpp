// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "panic.h"

#include <hop/panic.h>
#include <string.h>

namespace {

// A panic's text must outlive the task. Where two tasks end at once the later text is in
// both reports; whatever is in it ends, the last byte is never written.
char text[128];

class Writer {
public:
    void put(const char *from, const char *end)
    {
        while (from < end && next < text + sizeof text - 1)
            *next++ = *from++;
    }
    void end() { *next = '\0'; }

private:
    char *next = text;
};

} // namespace

void __cxxabiv1::panic(const char *format, va_list arguments)
{
    // An assertion's message is longer than the buffer, and a literal.
    if (strcmp(format, "%s") == 0)
        hop_panic("%s", va_arg(arguments, const char *));
    const char *mark = strstr(format, "%s");
    if (!mark)
        hop_panic("%s", format);
    Writer writer;
    for (; mark; format = mark + 2, mark = strstr(format, "%s")) {
        writer.put(format, mark);
        const char *argument = va_arg(arguments, const char *);
        writer.put(argument, argument + strlen(argument));
    }
    writer.put(format, format + strlen(format));
    writer.end();
    hop_panic("%s", text);
}
