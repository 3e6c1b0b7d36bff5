// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Queens on a chess board, found in three ways by recursion, and what else comes as
// recursion: towers, partitions, the Ackermann function, permutations.
#include "../harness.h"

#include <stdlib.h>

enum { SIZE = 8, SOLUTIONS = 92, DISTINCT_UNDER_SYMMETRY = 12 };

struct board {
    int row_of[SIZE]; // by column
    int columns;      // how many are set
};

typedef void solution_function(const struct board *board, void *context);

static bool attacks(const struct board *board, int column, int row)
{
    int distance = board->columns - column;
    int difference = abs(board->row_of[column] - row);
    return difference == 0 || difference == distance;
}

static bool is_safe(const struct board *board, int row)
{
    for (int column = 0; column < board->columns; column++) {
        if (attacks(board, column, row)) {
            return false;
        }
    }
    return true;
}

static void place(struct board *board, int row)
{
    board->row_of[board->columns++] = row;
}

static void take_back(struct board *board)
{
    board->columns--;
}

static void search(struct board *board, solution_function *found, void *context)
{
    if (board->columns == SIZE) {
        found(board, context);
        return;
    }
    for (int row = 0; row < SIZE; row++) {
        if (is_safe(board, row)) {
            place(board, row);
            search(board, found, context);
            take_back(board);
        }
    }
}

// By value: every level has a board of its own.
static int count_by_value(struct board board)
{
    if (board.columns == SIZE) {
        return 1;
    }
    int count = 0;
    for (int row = 0; row < SIZE; row++) {
        if (is_safe(&board, row)) {
            struct board next = board;
            place(&next, row);
            count += count_by_value(next);
        }
    }
    return count;
}

// Sets of rows that are attacked straight, downwards and upwards.
static int count_by_bits(unsigned straight, unsigned down, unsigned up)
{
    const unsigned all = (1U << SIZE) - 1;
    if (straight == all) {
        return 1;
    }
    int count = 0;
    for (unsigned free = all & ~(straight | down | up); free != 0; free &= free - 1) {
        unsigned row = free & (0U - free);
        count += count_by_bits(straight | row, (down | row) << 1, (up | row) >> 1);
    }
    return count;
}

static struct board turned(const struct board *board)
{
    struct board result = {.columns = SIZE};
    for (int column = 0; column < SIZE; column++) {
        result.row_of[board->row_of[column]] = SIZE - 1 - column;
    }
    return result;
}

static struct board mirrored(const struct board *board)
{
    struct board result = {.columns = SIZE};
    for (int column = 0; column < SIZE; column++) {
        result.row_of[column] = board->row_of[SIZE - 1 - column];
    }
    return result;
}

static uint32_t number_of(const struct board *board)
{
    uint32_t number = 0;
    for (int column = 0; column < SIZE; column++) {
        number = number * SIZE + (uint32_t)board->row_of[column];
    }
    return number;
}

// Is no turned or mirrored form of it a smaller number?
static bool is_smallest_form(const struct board *board)
{
    struct board form = *board;
    for (int i = 0; i < 4; i++) {
        struct board mirror = mirrored(&form);
        if (number_of(&form) < number_of(board) || number_of(&mirror) < number_of(board)) {
            return false;
        }
        form = turned(&form);
    }
    return true;
}

struct tally {
    int all;
    int distinct;
    uint32_t hash;
};

static void tally(const struct board *board, void *context)
{
    struct tally *counts = context;
    counts->all++;
    counts->distinct += is_smallest_form(board);
    counts->hash = bench_mix(counts->hash, number_of(board));
}

static int tower_moves(int discs, int from, int to, int spare)
{
    if (discs == 0) {
        return 0;
    }
    return tower_moves(discs - 1, from, spare, to) + 1 + tower_moves(discs - 1, spare, to, from);
}

static int partitions(int sum, int largest)
{
    if (sum == 0) {
        return 1;
    }
    if (sum < 0 || largest == 0) {
        return 0;
    }
    return partitions(sum - largest, largest) + partitions(sum, largest - 1);
}

static int ackermann(int m, int n)
{
    if (m == 0) {
        return n + 1;
    }
    return ackermann(m - 1, n == 0 ? 1 : ackermann(m, n - 1));
}

int bench_run(void)
{
    struct tally counts = {0};
    struct board empty = {.columns = 0};
    search(&empty, tally, &counts);
    bench_check(counts.all == SOLUTIONS, "solutions by search");
    bench_check(counts.distinct == DISTINCT_UNDER_SYMMETRY, "solutions under symmetry");
    bench_check(count_by_value(empty) == SOLUTIONS, "solutions by value");
    bench_check(count_by_bits(0, 0, 0) == SOLUTIONS, "solutions by bits");
    bench_check(tower_moves(12, 0, 2, 1) == (1 << 12) - 1, "towers");
    bench_check(partitions(30, 30) == 5604, "partitions");
    bench_check(ackermann(2, 60) == 123, "Ackermann");
    return (int)counts.hash;
}
