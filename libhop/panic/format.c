// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "panic/format.h"

#include <stdbool.h>

struct output {
    char *next, *end; // *end is for the 0
};

static uint32_t next_argument(struct hop_arguments *arguments)
{
    if (arguments->registers_left > 0) {
        arguments->registers_left--;
        return *arguments->registers++;
    }
    return arguments->stack < arguments->stack_end ? *arguments->stack++ : 0;
}

static void put_char(struct output *output, char c)
{
    if (output->next < output->end)
        *output->next++ = c;
}

static void put(struct output *output, const char *text)
{
    while (*text != '\0' && output->next < output->end)
        put_char(output, *text++);
}

// Right-justified, as %8u and %08x have it.
struct width {
    unsigned count;
    char fill;
};

static void put_number(struct output *output, uint32_t number, uint32_t base, struct width width)
{
    char digits[11];
    char *end = &digits[sizeof digits - 1], *digit = end;
    *end = '\0';
    do {
        *--digit = "0123456789abcdef"[number % base];
        number /= base;
    } while (number != 0);
    for (size_t i = (size_t)(end - digit); i < width.count; i++)
        put_char(output, width.fill);
    put(output, digit);
}

static void put_signed(struct output *output, uint32_t number, struct width width)
{
    if ((int32_t)number < 0) {
        put_char(output, '-');
        number = 0 - number;
        width.count -= width.count > 0;
    }
    put_number(output, number, 10, width);
}

static void put_text(struct output *output, uint32_t address)
{
    const char *text = (const char *)(uintptr_t)address;
    put(output, text != NULL ? text : "(null)");
}

// False: an unknown conversion.
static bool convert(struct output *output, char conversion, struct width width,
                    struct hop_arguments *arguments)
{
    switch (conversion) {
    case '%':
        put_char(output, '%');
        return true;
    case 'd':
    case 'i':
        put_signed(output, next_argument(arguments), width);
        return true;
    case 'u':
        put_number(output, next_argument(arguments), 10, width);
        return true;
    case 'p':
        put(output, "0x");
        put_number(output, next_argument(arguments), 16, (struct width){8, '0'});
        return true;
    case 'x':
        put_number(output, next_argument(arguments), 16, width);
        return true;
    case 'c':
        put_char(output, (char)next_argument(arguments));
        return true;
    case 's':
        put_text(output, next_argument(arguments));
        return true;
    default:
        return false;
    }
}

static struct width read_width(const char **format)
{
    struct width width = {0, **format == '0' ? '0' : ' '};
    for (; **format >= '0' && **format <= '9'; ++*format)
        width.count = width.count * 10 + (unsigned)(**format - '0');
    return width;
}

// Behind %, l, h, hh, z and t, which are all of a word or less; not ll and j.
static const char *skip_length(const char *format)
{
    if (format[0] == 'l' || format[0] == 'z' || format[0] == 't')
        return format + 1;
    while (*format == 'h')
        format++;
    return format;
}

void hop_format(char *text, size_t size, const char *format, struct hop_arguments *arguments)
{
    struct output output = {text, text + size - 1};
    while (*format != '\0') {
        if (*format != '%') {
            put_char(&output, *format++);
            continue;
        }
        const char *conversion = format + 1;
        struct width width = read_width(&conversion);
        conversion = skip_length(conversion);
        if (!convert(&output, *conversion, width, arguments))
            break;
        format = conversion + 1;
    }
    put(&output, format);
    *output.next = '\0';
}
