// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "panic/text.h"

#include "panic/fatal.h"

static void flush(struct hop_text *text)
{
    hop_console_put(text->text, text->length);
    text->length = 0;
}

static void put_char(struct hop_text *text, char c)
{
    if (text->length == sizeof text->text)
        flush(text);
    text->text[text->length++] = c;
}

void hop_text_put(struct hop_text *text, const char *more)
{
    while (*more != '\0')
        put_char(text, *more++);
}

void hop_text_decimal(struct hop_text *text, uint32_t number)
{
    char digits[11];
    char *digit = &digits[sizeof digits - 1];
    *digit = '\0';
    do {
        *--digit = (char)('0' + number % 10);
        number /= 10;
    } while (number != 0);
    hop_text_put(text, digit);
}

void hop_text_address(struct hop_text *text, uintptr_t address)
{
    hop_text_put(text, "0x");
    for (int shift = 28; shift >= 0; shift -= 4)
        put_char(text, "0123456789abcdef"[(uint32_t)address >> shift & 0xf]);
}

void hop_text_code(struct hop_text *text, uintptr_t address)
{
    put_char(text, '@');
    hop_text_address(text, address);
}

static void put_call(struct hop_text *text, uint32_t place, uint32_t length, uintptr_t call)
{
    if (place == HOP_PANIC_CHAIN_INNER && length > HOP_PANIC_CHAIN) {
        hop_text_put(text, " (+");
        hop_text_decimal(text, length - HOP_PANIC_CHAIN);
        hop_text_put(text, " more)");
    }
    put_char(text, ' ');
    hop_text_code(text, call);
}

void hop_text_chain(struct hop_text *text, const uint32_t *chain, uint32_t length)
{
    if (length == 0)
        return;
    hop_text_put(text, "hop:   called from");
    for (uint32_t i = 0; i < length && i < HOP_PANIC_CHAIN; i++)
        put_call(text, i, length, chain[i]);
    hop_text_end_line(text);
}

void hop_text_end_line(struct hop_text *text)
{
    put_char(text, '\n');
    flush(text);
}
