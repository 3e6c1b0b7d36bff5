// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The same records sorted by quicksort with a comparison function, by merging linked lists
// and by a binary search tree; all must agree.
#include "../harness.h"

#include <string.h>

enum { RECORDS = 700 };

struct record {
    uint32_t key;
    uint32_t number; // makes every record different
    struct record *left, *right; // `right` is also the link of a list
};

typedef int compare_function(const struct record *a, const struct record *b);

static int compare(const struct record *a, const struct record *b)
{
    if (a->key != b->key) {
        return a->key < b->key ? -1 : 1;
    }
    return a->number < b->number ? -1 : a->number > b->number;
}

static int compare_backwards(const struct record *a, const struct record *b)
{
    return compare(b, a);
}

static void swap(struct record **a, struct record **b)
{
    struct record *kept = *a;
    *a = *b;
    *b = kept;
}

static void order_three(struct record **a, struct record **b, struct record **c,
                        compare_function *order)
{
    if (order(*a, *b) > 0) {
        swap(a, b);
    }
    if (order(*b, *c) > 0) {
        swap(b, c);
    }
    if (order(*a, *b) > 0) {
        swap(a, b);
    }
}

static void insertion_sort(struct record **first, int count, compare_function *order)
{
    for (int i = 1; i < count; i++) {
        for (int j = i; j > 0 && order(first[j - 1], first[j]) > 0; j--) {
            swap(&first[j - 1], &first[j]);
        }
    }
}

static void quicksort(struct record **first, int count, compare_function *order)
{
    if (count < 8) {
        insertion_sort(first, count, order);
        return;
    }
    order_three(&first[0], &first[count / 2], &first[count - 1], order);
    struct record *pivot = first[count / 2];
    int low = 0;
    int high = count - 1;
    while (low <= high) {
        while (order(first[low], pivot) < 0) {
            low++;
        }
        while (order(pivot, first[high]) < 0) {
            high--;
        }
        if (low <= high) {
            swap(&first[low++], &first[high--]);
        }
    }
    quicksort(first, high + 1, order);
    quicksort(first + low, count - low, order);
}

static struct record *merge(struct record *a, struct record *b)
{
    struct record head;
    struct record *last = &head;
    while (a != NULL && b != NULL) {
        struct record **smaller = compare(a, b) <= 0 ? &a : &b;
        last->right = *smaller;
        last = *smaller;
        *smaller = last->right;
    }
    last->right = a != NULL ? a : b;
    return head.right;
}

// The first half stays in *list, the other is returned.
static struct record *split(struct record *list)
{
    struct record *slow = list;
    for (struct record *fast = list->right; fast != NULL && fast->right != NULL;
         fast = fast->right->right) {
        slow = slow->right;
    }
    struct record *second = slow->right;
    slow->right = NULL;
    return second;
}

static struct record *merge_sort(struct record *list)
{
    if (list == NULL || list->right == NULL) {
        return list;
    }
    struct record *second = split(list);
    return merge(merge_sort(list), merge_sort(second));
}

static struct record *list_of(struct record *records)
{
    for (int i = 0; i < RECORDS; i++) {
        records[i].right = i + 1 < RECORDS ? &records[i + 1] : NULL;
    }
    return records;
}

static struct record *tree_insert(struct record *tree, struct record *record)
{
    if (tree == NULL) {
        record->left = record->right = NULL;
        return record;
    }
    if (compare(record, tree) < 0) {
        tree->left = tree_insert(tree->left, record);
    } else {
        tree->right = tree_insert(tree->right, record);
    }
    return tree;
}

static int tree_list(const struct record *tree, struct record **sorted, int count)
{
    if (tree == NULL) {
        return count;
    }
    count = tree_list(tree->left, sorted, count);
    sorted[count] = (struct record *)tree;
    return tree_list(tree->right, sorted, count + 1);
}

static struct record make(int number, uint32_t *random)
{
    uint32_t key = bench_random(random) % (RECORDS / 2);
    return (struct record){.key = key, .number = (uint32_t)number};
}

static uint32_t one_round(uint32_t hash, uint32_t *random)
{
    static struct record records[RECORDS];
    static struct record *expected[RECORDS], *sorted[RECORDS];
    for (int i = 0; i < RECORDS; i++) {
        records[i] = make(i, random);
        expected[i] = &records[i];
    }
    quicksort(expected, RECORDS, compare);

    struct record *list = merge_sort(list_of(records));
    for (int i = 0; i < RECORDS; i++, list = list->right) {
        bench_check(list == expected[i], "merge");
    }

    struct record *tree = NULL;
    for (int i = 0; i < RECORDS; i++) {
        tree = tree_insert(tree, &records[i]);
    }
    bench_check(tree_list(tree, sorted, 0) == RECORDS, "tree");
    bench_check(memcmp(sorted, expected, sizeof sorted) == 0, "tree");

    quicksort(sorted, RECORDS, compare_backwards);
    for (int i = 0; i < RECORDS; i++) {
        hash = bench_mix(bench_mix(hash, expected[i]->number), sorted[i]->number);
    }
    return hash;
}

int bench_run(void)
{
    uint32_t random = 521288629;
    uint32_t hash = 0;
    for (int round = 0; round < 6; round++) {
        hash = one_round(hash, &random);
    }
    return (int)hash;
}
