// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A scanner for a small language: tokens by many small functions, names in a hash table, and
// the text written out again from its tokens and scanned once more.
#include "../harness.h"

#include <alloca.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES = 64, TEXT_BYTES = 4096, ROUNDS = 40 };

enum kind { END, NAME, NUMBER, STRING, OPERATOR, PUNCTUATION, KINDS };

struct scanner {
    const char *at;
};

struct token {
    enum kind kind;
    const char *text;
    size_t length;
    uint32_t value;
};

struct name {
    const char *text;
    size_t length;
};

static const char source[] =
    "# a sum\nlet gcd = func(a, b) {\n"
    "    while b != 0 { let t = a % b; a = b; b = t; }\n"
    "    return a; };\n"
    "let total = 0x10; let greeting = \"say \\\"hello\\\" and \\\\ go\";\n"
    "for i in range(1, 1000) {\n"
    "    if gcd(i, 360) == 1 && i >= 7 || !done(i) {\n"
    "        total = total + i * 3 - (i << 2); # weighted\n"
    "    } else { print(greeting, total / 12, i <= 5); } }\n";

static bool is_name_start(char c)
{
    return isalpha((unsigned char)c) || c == '_';
}

static bool is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

static void skip_line(struct scanner *scanner)
{
    while (scanner->at[1] != '\0' && scanner->at[1] != '\n') {
        scanner->at++;
    }
}

static void skip_blanks(struct scanner *scanner)
{
    for (; is_one_of(*scanner->at, " \t\r\n#"); scanner->at++) {
        if (*scanner->at == '#') {
            skip_line(scanner);
        }
    }
}

static void scan_name(struct scanner *scanner)
{
    while (is_name_start(*scanner->at) || isdigit((unsigned char)*scanner->at)) {
        scanner->at++;
    }
}

static uint32_t scan_number(struct scanner *scanner)
{
    char *end;
    unsigned long value = strtoul(scanner->at, &end, 0);
    scanner->at = end;
    return (uint32_t)value;
}

static void scan_string(struct scanner *scanner)
{
    for (scanner->at++; *scanner->at != '"'; scanner->at++) {
        scanner->at += *scanner->at == '\\';
        bench_check(*scanner->at != '\0', "end of a string");
    }
    scanner->at++;
}

static void scan_operator(struct scanner *scanner)
{
    char first = *scanner->at++;
    if (*scanner->at == '=' || (*scanner->at == first && is_one_of(first, "&|<>"))) {
        scanner->at++;
    }
}

static struct token next_token(struct scanner *scanner)
{
    skip_blanks(scanner);
    struct token token = {.kind = END, .text = scanner->at};
    if (is_name_start(*scanner->at)) {
        token.kind = NAME;
        scan_name(scanner);
    } else if (isdigit((unsigned char)*scanner->at)) {
        token.kind = NUMBER;
        token.value = scan_number(scanner);
    } else if (*scanner->at == '"') {
        token.kind = STRING;
        scan_string(scanner);
    } else if (is_one_of(*scanner->at, "+-*/%=!<>&|")) {
        token.kind = OPERATOR;
        scan_operator(scanner);
    } else if (*scanner->at != '\0') {
        token.kind = PUNCTUATION;
        scanner->at++;
    }
    token.length = (size_t)(scanner->at - token.text);
    return token;
}

static uint32_t name_number(struct name *names, const struct token *token)
{
    uint32_t slot = bench_mix_bytes(0, token->text, token->length) % NAMES;
    for (;; slot = (slot + 1) % NAMES) {
        struct name *name = &names[slot];
        if (name->text == NULL) {
            *name = (struct name){token->text, token->length};
        }
        if (name->length == token->length && memcmp(name->text, token->text, name->length) == 0) {
            return slot;
        }
    }
}

// As the language would read it, without quotes and escapes.
static size_t string_length(const struct token *token)
{
    char *read = alloca(token->length);
    size_t length = 0;
    for (size_t i = 1; i + 1 < token->length; i++) {
        i += token->text[i] == '\\';
        read[length++] = token->text[i];
    }
    return length + (uint8_t)read[length / 2];
}

static uint32_t mix_token(uint32_t hash, const struct token *token, struct name *names)
{
    hash = bench_mix(hash, token->kind);
    switch (token->kind) {
    case NAME:
        return bench_mix(hash, name_number(names, token));
    case NUMBER:
        return bench_mix(hash, token->value);
    case STRING:
        return bench_mix(hash, (uint32_t)string_length(token));
    default:
        return bench_mix_bytes(hash, token->text, token->length);
    }
}

static void append(char *text, const struct token *token)
{
    size_t end = strlen(text);
    bench_check(end + token->length + 2 < TEXT_BYTES, "room for the text");
    memcpy(text + end, token->text, token->length);
    strcpy(text + end + token->length, is_one_of(*token->text, "{};") ? "\n" : " ");
}

static uint32_t scan(const char *text, struct name *names, char *copy)
{
    struct scanner scanner = {text};
    uint32_t hash = 0;
    copy[0] = '\0';
    struct token token = next_token(&scanner);
    for (; token.kind != END; token = next_token(&scanner)) {
        hash = mix_token(hash, &token, names);
        append(copy, &token);
    }
    return hash;
}

int bench_run(void)
{
    static char once[TEXT_BYTES], twice[TEXT_BYTES];
    uint32_t hash = 0;
    for (int round = 0; round < ROUNDS; round++) {
        struct name names[NAMES] = {0}, again[NAMES] = {0};
        uint32_t first = scan(source, names, once);
        bench_check(scan(once, again, twice) == first, "tokens of the copy");
        bench_check(strcmp(once, twice) == 0, "copy of the copy");
        hash = bench_mix(hash, first);
    }
    return (int)bench_mix_bytes(hash, once, strlen(once));
}
