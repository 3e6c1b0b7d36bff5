// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Formulas by recursive descent: parsed into trees, evaluated modulo a prime and printed; the
// text of a tree, parsed again, must be worth the same.
#include "../harness.h"

enum { NODES = 200, MODULUS = 32749, TEXT = 300 };

enum kind { NUMBER, VARIABLE, SUM, DIFFERENCE, PRODUCT, POWER };

struct node {
    enum kind kind;
    int32_t value; // of a number; exponent of a power
    const struct node *left, *right;
};

static struct {
    struct node nodes[NODES];
    int used;
} arena;

static const struct node *node(enum kind kind, int32_t value, const struct node *left,
                               const struct node *right)
{
    bench_check(arena.used < NODES, "room for nodes");
    struct node *made = &arena.nodes[arena.used++];
    *made = (struct node){kind, value, left, right};
    return made;
}

static const struct node *number(int32_t value)
{
    return node(NUMBER, value, NULL, NULL);
}

static const struct node *parse_sum(const char **at);

static bool accept(const char **at, char c)
{
    while (**at == ' ') {
        (*at)++;
    }
    if (**at != c) {
        return false;
    }
    (*at)++;
    return true;
}

static int32_t parse_digits(const char **at)
{
    int32_t value = 0;
    bench_check(**at >= '0' && **at <= '9', "number");
    for (; **at >= '0' && **at <= '9'; (*at)++) {
        value = value * 10 + (**at - '0');
    }
    return value;
}

static const struct node *parse_atom(const char **at)
{
    if (accept(at, '(')) {
        const struct node *inside = parse_sum(at);
        bench_check(accept(at, ')'), "parenthesis");
        return inside;
    }
    if (accept(at, '-')) {
        return node(DIFFERENCE, 0, number(0), parse_atom(at));
    }
    return accept(at, 'x') ? node(VARIABLE, 0, NULL, NULL) : number(parse_digits(at));
}

static const struct node *parse_power(const char **at)
{
    const struct node *base = parse_atom(at);
    return accept(at, '^') ? node(POWER, parse_digits(at), base, NULL) : base;
}

static const struct node *parse_product(const char **at)
{
    const struct node *left = parse_power(at);
    while (accept(at, '*')) {
        left = node(PRODUCT, 0, left, parse_power(at));
    }
    return left;
}

static const struct node *parse_sum(const char **at)
{
    const struct node *left = parse_product(at);
    for (;;) {
        if (accept(at, '+')) {
            left = node(SUM, 0, left, parse_product(at));
        } else if (accept(at, '-')) {
            left = node(DIFFERENCE, 0, left, parse_product(at));
        } else {
            return left;
        }
    }
}

static const struct node *parse(const char *text)
{
    const struct node *result = parse_sum(&text);
    bench_check(accept(&text, '\0'), "end of the formula");
    return result;
}

static int32_t raise(int32_t base, int32_t exponent)
{
    int32_t half = exponent == 0 ? 1 : raise(base, exponent / 2);
    int32_t square = half * half % MODULUS;
    return exponent % 2 == 0 ? square : square * base % MODULUS;
}

static int32_t evaluate(const struct node *tree, int32_t x)
{
    switch (tree->kind) {
    case NUMBER:
        return tree->value % MODULUS;
    case VARIABLE:
        return x;
    case SUM:
        return (evaluate(tree->left, x) + evaluate(tree->right, x)) % MODULUS;
    case DIFFERENCE:
        return (evaluate(tree->left, x) + MODULUS - evaluate(tree->right, x)) % MODULUS;
    case PRODUCT:
        return evaluate(tree->left, x) * evaluate(tree->right, x) % MODULUS;
    default:
        return raise(evaluate(tree->left, x), tree->value);
    }
}

static char *print_number(char *at, int32_t value)
{
    if (value >= 10) {
        at = print_number(at, value / 10);
    }
    *at++ = (char)('0' + value % 10);
    return at;
}

// Writes as many parentheses as there are operations.
static char *print(char *at, const struct node *tree)
{
    switch (tree->kind) {
    case NUMBER:
        return print_number(at, tree->value);
    case VARIABLE:
        *at++ = 'x';
        return at;
    default:
        *at++ = '(';
        at = print(at, tree->left);
        *at++ = "..+-*^"[tree->kind];
        at = tree->kind == POWER ? print_number(at, tree->value) : print(at, tree->right);
        *at++ = ')';
        return at;
    }
}

static void check_text(const struct node *tree)
{
    char text[TEXT];
    char *end = print(text, tree);
    *end = '\0';
    bench_check(end < text + TEXT, "length of the text");
    const struct node *again = parse(text);
    for (int32_t x = 0; x < 40; x++) {
        bench_check(evaluate(again, x * 811) == evaluate(tree, x * 811), "formula from its text");
    }
}

static uint32_t mix_values(uint32_t hash, const struct node *tree)
{
    for (int32_t x = 0; x < 200; x++) {
        hash = bench_mix(hash, (uint32_t)evaluate(tree, x * 101 % MODULUS));
    }
    return hash;
}

int bench_run(void)
{
    static const char *const formulas[] = {
        "x^3 - 2*x + 7", "(x + 1)^5 * (x - 1)^4", "-(x*x*x + 12*(x - (3 + x*2))) + 100*x^7",
        "((((x + 1)*x + 2)*x + 3)*x + 4)*x + 5", "(x^2 + x*(x + (x + (x + 1)^2)^2)^2)^3",
    };
    uint32_t hash = 0;
    bench_check(evaluate(parse("2 + 3*(x - 4)^2"), 9) == 77, "formula with a known value");
    for (int round = 0; round < 8; round++) {
        for (size_t i = 0; i < sizeof formulas / sizeof formulas[0]; i++) {
            arena.used = 0;
            const struct node *tree = parse(formulas[i]);
            check_text(tree);
            hash = mix_values(hash, tree);
        }
    }
    return (int)hash;
}
