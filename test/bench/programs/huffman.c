// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Huffman coding: a tree built with a heap, codes by recursion, bits written and read again.
#include "../harness.h"

#include <string.h>

enum { SYMBOLS = 64, NODES = 2 * SYMBOLS, TEXT_BYTES = 3000, CODED_BYTES = 4000, ROUNDS = 4 };

struct node {
    uint32_t weight;
    int16_t symbol; // of a leaf, or -1
    int16_t left, right;
};

struct tree {
    struct node nodes[NODES];
    int count;
    int root;
};

struct heap {
    int16_t nodes[SYMBOLS];
    int count;
    const struct tree *tree;
};

struct code {
    uint32_t bits;
    int length;
};

struct bits {
    uint8_t bytes[CODED_BYTES];
    size_t position; // in bits
    size_t end;
};

static int add_node(struct tree *tree, uint32_t weight, int symbol, int left, int right)
{
    int number = tree->count++;
    tree->nodes[number] = (struct node){weight, (int16_t)symbol, (int16_t)left, (int16_t)right};
    return number;
}

// Equal weights are told apart by number, so that there is only one right tree.
static bool lighter(const struct heap *heap, int first, int second)
{
    int a = heap->nodes[first];
    int b = heap->nodes[second];
    const struct node *nodes = heap->tree->nodes;
    return nodes[a].weight != nodes[b].weight ? nodes[a].weight < nodes[b].weight : a < b;
}

static void heap_swap(struct heap *heap, int first, int second)
{
    int16_t kept = heap->nodes[first];
    heap->nodes[first] = heap->nodes[second];
    heap->nodes[second] = kept;
}

static void heap_push(struct heap *heap, int node)
{
    int at = heap->count++;
    heap->nodes[at] = (int16_t)node;
    while (at > 0 && lighter(heap, at, (at - 1) / 2)) {
        heap_swap(heap, at, (at - 1) / 2);
        at = (at - 1) / 2;
    }
}

static int lightest_of(const struct heap *heap, int at)
{
    int best = at;
    for (int child = 2 * at + 1; child <= 2 * at + 2 && child < heap->count; child++) {
        if (lighter(heap, child, best)) {
            best = child;
        }
    }
    return best;
}

static int heap_pop(struct heap *heap)
{
    int top = heap->nodes[0];
    heap->nodes[0] = heap->nodes[--heap->count];
    int at = 0;
    for (int best = lightest_of(heap, at); best != at; best = lightest_of(heap, at)) {
        heap_swap(heap, at, best);
        at = best;
    }
    return top;
}

static void tree_build(struct tree *tree, const uint32_t counts[SYMBOLS])
{
    struct heap heap = {.count = 0, .tree = tree};
    tree->count = 0;
    for (int symbol = 0; symbol < SYMBOLS; symbol++) {
        if (counts[symbol] > 0) {
            heap_push(&heap, add_node(tree, counts[symbol], symbol, -1, -1));
        }
    }
    while (heap.count > 1) {
        int left = heap_pop(&heap);
        int right = heap_pop(&heap);
        uint32_t weight = tree->nodes[left].weight + tree->nodes[right].weight;
        heap_push(&heap, add_node(tree, weight, -1, left, right));
    }
    tree->root = heap_pop(&heap);
}

static void assign_codes(const struct tree *tree, int at, struct code code, struct code *codes)
{
    const struct node *node = &tree->nodes[at];
    if (node->symbol >= 0) {
        codes[node->symbol] = code;
        return;
    }
    struct code longer = {code.bits << 1, code.length + 1};
    assign_codes(tree, node->left, longer, codes);
    longer.bits |= 1;
    assign_codes(tree, node->right, longer, codes);
}

static void write_bit(struct bits *bits, unsigned bit)
{
    bench_check(bits->end < 8 * CODED_BYTES, "room for the code");
    unsigned mask = 0x80U >> bits->end % 8;
    uint8_t *byte = &bits->bytes[bits->end++ / 8];
    *byte = (uint8_t)(bit ? *byte | mask : *byte & ~mask);
}

static void write_code(struct bits *bits, struct code code)
{
    for (int i = code.length - 1; i >= 0; i--) {
        write_bit(bits, code.bits >> i & 1);
    }
}

static unsigned read_bit(struct bits *bits)
{
    bench_check(bits->position < bits->end, "end of the code");
    size_t at = bits->position++;
    return bits->bytes[at / 8] >> (7 - at % 8) & 1U;
}

static int read_symbol(const struct tree *tree, struct bits *bits)
{
    int at = tree->root;
    while (tree->nodes[at].symbol < 0) {
        at = read_bit(bits) ? tree->nodes[at].right : tree->nodes[at].left;
    }
    return tree->nodes[at].symbol;
}

// Low symbols are frequent: the smallest of several random ones.
static uint8_t make_symbol(uint32_t *random, int draws)
{
    uint32_t least = SYMBOLS - 1;
    for (int i = 0; i < draws; i++) {
        uint32_t drawn = (bench_random(random) >> 8) % SYMBOLS;
        least = drawn < least ? drawn : least;
    }
    return (uint8_t)least;
}

static uint32_t one_round(uint32_t hash, uint32_t *random, int draws)
{
    static uint8_t text[TEXT_BYTES];
    static struct tree tree;
    static struct bits bits;
    uint32_t counts[SYMBOLS] = {0};
    struct code codes[SYMBOLS];
    for (int i = 0; i < TEXT_BYTES; i++) {
        text[i] = make_symbol(random, draws);
        counts[text[i]]++;
    }
    tree_build(&tree, counts);
    assign_codes(&tree, tree.root, (struct code){0, 0}, codes);
    bits.position = bits.end = 0;
    for (int i = 0; i < TEXT_BYTES; i++) {
        write_code(&bits, codes[text[i]]);
    }
    for (int i = 0; i < TEXT_BYTES; i++) {
        bench_check(read_symbol(&tree, &bits) == text[i], "decoded text");
    }
    bench_check(bits.position == bits.end, "end of the text");
    return bench_mix_bytes(bench_mix(hash, (uint32_t)bits.end), bits.bytes, bits.end / 8);
}

int bench_run(void)
{
    uint32_t random = 362436069;
    uint32_t hash = 0;
    for (int round = 1; round <= ROUNDS; round++) {
        hash = one_round(hash, &random, round);
    }
    return (int)hash;
}
