// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How far words are apart: rows of variable length on the stack, recursion with a memory,
// an alignment with its trace, and a search for the nearest words with a call-back.
#include "../harness.h"

#include <string.h>

enum { LONGEST = 24, WORDS = 60, NEAREST = 3 };

struct costs {
    int insert, delete, change;
};

static int least(int a, int b, int c)
{
    int smaller = a < b ? a : b;
    return smaller < c ? smaller : c;
}

static int change_cost(char a, char b, int cost)
{
    return a == b ? 0 : cost;
}

static void first_row(int *row, int columns, int cost)
{
    for (int i = 0; i <= columns; i++) {
        row[i] = i * cost;
    }
}

static void next_row(int *row, char letter, const char *word, int columns, struct costs costs)
{
    int diagonal = row[0];
    row[0] += costs.delete;
    for (int i = 1; i <= columns; i++) {
        int above = row[i];
        row[i] = least(above + costs.delete, row[i - 1] + costs.insert,
                       diagonal + change_cost(letter, word[i - 1], costs.change));
        diagonal = above;
    }
}

static int distance_by_rows(const char *from, const char *to, struct costs costs)
{
    int columns = (int)strlen(to);
    int row[columns + 1];
    first_row(row, columns, costs.insert);
    for (; *from != '\0'; from++) {
        next_row(row, *from, to, columns, costs);
    }
    return row[columns];
}

// known[i][j]: the distance of the first i and j letters plus 1, or 0.
struct memory {
    const char *from, *to;
    struct costs costs;
    uint8_t known[LONGEST + 1][LONGEST + 1];
};

static int remembered(struct memory *memory, int i, int j);

static int work_out(struct memory *memory, int i, int j)
{
    if (i == 0) {
        return j * memory->costs.insert;
    }
    if (j == 0) {
        return i * memory->costs.delete;
    }
    int cost = change_cost(memory->from[i - 1], memory->to[j - 1], memory->costs.change);
    return least(remembered(memory, i - 1, j) + memory->costs.delete,
                 remembered(memory, i, j - 1) + memory->costs.insert,
                 remembered(memory, i - 1, j - 1) + cost);
}

static int remembered(struct memory *memory, int i, int j)
{
    if (memory->known[i][j] == 0) {
        memory->known[i][j] = (uint8_t)(work_out(memory, i, j) + 1);
    }
    return memory->known[i][j] - 1;
}

// What was done at each letter, last one first: '=', '!', '+' or '-'.
static int trace(struct memory *memory, char *steps)
{
    int i = (int)strlen(memory->from);
    int j = (int)strlen(memory->to);
    int count = 0;
    while (i > 0 || j > 0) {
        int here = remembered(memory, i, j);
        if (i > 0 && here == remembered(memory, i - 1, j) + memory->costs.delete) {
            steps[count++] = '-';
            i--;
        } else if (j > 0 && here == remembered(memory, i, j - 1) + memory->costs.insert) {
            steps[count++] = '+';
            j--;
        } else {
            i--;
            j--;
            steps[count++] = memory->from[i] == memory->to[j] ? '=' : '!';
        }
    }
    return count;
}

static int step_cost(char step, struct costs costs)
{
    switch (step) {
    case '-':
        return costs.delete;
    case '+':
        return costs.insert;
    case '!':
        return costs.change;
    default:
        return 0;
    }
}

static uint32_t align(const char *from, const char *to, struct costs costs, int expected)
{
    struct memory memory = {.from = from, .to = to, .costs = costs};
    char steps[2 * LONGEST];
    int count = trace(&memory, steps);
    int cost = 0;
    for (int i = 0; i < count; i++) {
        cost += step_cost(steps[i], costs);
    }
    bench_check(cost == expected, "cost of the trace");
    return bench_mix_bytes(0, steps, (size_t)count);
}

struct nearest {
    int word[NEAREST];
    int distance[NEAREST];
};

typedef void visit_function(int word, int distance, void *context);

static void keep_nearest(int word, int distance, void *context)
{
    struct nearest *nearest = context;
    int at = NEAREST;
    for (; at > 0 && distance < nearest->distance[at - 1]; at--) {
        if (at < NEAREST) {
            nearest->distance[at] = nearest->distance[at - 1];
            nearest->word[at] = nearest->word[at - 1];
        }
    }
    if (at < NEAREST) {
        nearest->distance[at] = distance;
        nearest->word[at] = word;
    }
}

static void make_word(char *word, uint32_t *random)
{
    int length = 6 + (int)(bench_random(random) % (LONGEST - 6));
    for (int i = 0; i < length; i++) {
        word[i] = "abcde"[bench_random(random) % 5];
    }
    word[length] = '\0';
}

static void visit_all(char (*words)[LONGEST + 1], int from, visit_function *visit, void *context)
{
    static const struct costs equal = {1, 1, 1};
    for (int word = 0; word < WORDS; word++) {
        if (word != from) {
            visit(word, distance_by_rows(words[from], words[word], equal), context);
        }
    }
}

int bench_run(void)
{
    static char words[WORDS][LONGEST + 1];
    static const struct costs uneven = {2, 2, 3};
    uint32_t random = 123456789;
    uint32_t hash = 0;
    bench_check(distance_by_rows("kitten", "sitting", (struct costs){1, 1, 1}) == 3, "kitten");
    for (int i = 0; i < WORDS; i++) {
        make_word(words[i], &random);
    }
    for (int i = 0; i < WORDS; i += 6) {
        struct nearest nearest = {.distance = {LONGEST, LONGEST, LONGEST}};
        visit_all(words, i, keep_nearest, &nearest);
        for (int j = 0; j < NEAREST; j++) {
            const char *other = words[nearest.word[j]];
            int distance = distance_by_rows(words[i], other, uneven);
            hash = bench_mix(hash, (uint32_t)(nearest.word[j] * 100 + nearest.distance[j]));
            hash = bench_mix(hash, align(words[i], other, uneven, distance));
        }
    }
    return (int)hash;
}
