// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Matrices over the integers modulo a prime, on the heap: product, power by recursion,
// determinant and inverse by elimination; the inverse of a power is the power of the inverse.
#include "../harness.h"

#include <stdlib.h>
#include <string.h>

enum { MODULUS = 65521, ORDER = 16, ROUNDS = 3 };

struct matrix {
    int order;
    int32_t *cells;
};

static int32_t *cell(struct matrix matrix, int row, int column)
{
    return &matrix.cells[row * matrix.order + column];
}

static struct matrix matrix_new(int order)
{
    struct matrix made = {order, calloc((size_t)order * (size_t)order, sizeof(int32_t))};
    bench_check(made.cells != NULL, "memory");
    return made;
}

static void matrix_free(struct matrix matrix)
{
    free(matrix.cells);
}

static int32_t multiply(int32_t a, int32_t b)
{
    return (int32_t)((int64_t)a * b % MODULUS);
}

static int32_t power(int32_t base, int32_t exponent)
{
    int32_t result = 1;
    for (; exponent > 0; exponent >>= 1) {
        if (exponent & 1) {
            result = multiply(result, base);
        }
        base = multiply(base, base);
    }
    return result;
}

static struct matrix matrix_random(int order, uint32_t *random)
{
    struct matrix made = matrix_new(order);
    for (int i = 0; i < order * order; i++) {
        made.cells[i] = (int32_t)(bench_random(random) % MODULUS);
    }
    return made;
}

static struct matrix matrix_identity(int order)
{
    struct matrix made = matrix_new(order);
    for (int i = 0; i < order; i++) {
        *cell(made, i, i) = 1;
    }
    return made;
}

static struct matrix matrix_copy(struct matrix from)
{
    struct matrix made = matrix_new(from.order);
    memcpy(made.cells, from.cells, (size_t)(from.order * from.order) * sizeof(int32_t));
    return made;
}

static int32_t dot(struct matrix a, int row, struct matrix b, int column)
{
    int64_t sum = 0;
    for (int i = 0; i < a.order; i++) {
        sum += (int64_t)*cell(a, row, i) * *cell(b, i, column);
    }
    return (int32_t)(sum % MODULUS);
}

static struct matrix matrix_product(struct matrix a, struct matrix b)
{
    struct matrix made = matrix_new(a.order);
    for (int row = 0; row < a.order; row++) {
        for (int column = 0; column < a.order; column++) {
            *cell(made, row, column) = dot(a, row, b, column);
        }
    }
    return made;
}

static bool matrix_equal(struct matrix a, struct matrix b)
{
    return memcmp(a.cells, b.cells, (size_t)(a.order * a.order) * sizeof(int32_t)) == 0;
}

static struct matrix matrix_power(struct matrix base, int exponent)
{
    if (exponent == 0) {
        return matrix_identity(base.order);
    }
    struct matrix half = matrix_power(base, exponent / 2);
    struct matrix whole = matrix_product(half, half);
    matrix_free(half);
    if (exponent % 2 != 0) {
        half = whole;
        whole = matrix_product(half, base);
        matrix_free(half);
    }
    return whole;
}

static void row_scale(struct matrix matrix, int row, int32_t factor)
{
    for (int i = 0; i < matrix.order; i++) {
        *cell(matrix, row, i) = multiply(*cell(matrix, row, i), factor);
    }
}

static void row_subtract(struct matrix matrix, int row, int other, int32_t factor)
{
    for (int i = 0; i < matrix.order; i++) {
        int32_t change = multiply(*cell(matrix, other, i), factor);
        *cell(matrix, row, i) = (*cell(matrix, row, i) + MODULUS - change) % MODULUS;
    }
}

// Leaves the identity in `matrix` and its inverse in `inverse`; returns the determinant.
static int32_t eliminate(struct matrix matrix, struct matrix inverse)
{
    int32_t determinant = 1;
    for (int column = 0; column < matrix.order; column++) {
        int32_t pivot = *cell(matrix, column, column);
        bench_check(pivot != 0, "pivot"); // would need other rows; does not happen here
        determinant = multiply(determinant, pivot);
        int32_t reciprocal = power(pivot, MODULUS - 2); // Fermat's little theorem
        row_scale(matrix, column, reciprocal);
        row_scale(inverse, column, reciprocal);
        for (int row = 0; row < matrix.order; row++) {
            if (row != column) {
                int32_t factor = *cell(matrix, row, column);
                row_subtract(matrix, row, column, factor);
                row_subtract(inverse, row, column, factor);
            }
        }
    }
    return determinant;
}

static int32_t matrix_invert(struct matrix from, struct matrix *inverse)
{
    struct matrix work = matrix_copy(from);
    *inverse = matrix_identity(from.order);
    int32_t determinant = eliminate(work, *inverse);
    matrix_free(work);
    return determinant;
}

static void check_inverse(struct matrix matrix, struct matrix inverse)
{
    struct matrix product = matrix_product(matrix, inverse);
    struct matrix identity = matrix_identity(matrix.order);
    bench_check(matrix_equal(product, identity), "product with the inverse");
    matrix_free(product);
    matrix_free(identity);
}

static uint32_t one_round(uint32_t hash, uint32_t *random)
{
    struct matrix a = matrix_random(ORDER, random);
    struct matrix raised = matrix_power(a, 5);
    struct matrix inverse;
    struct matrix inverse_of_raised;
    int32_t determinant = matrix_invert(a, &inverse);
    bench_check(matrix_invert(raised, &inverse_of_raised) == power(determinant, 5), "power");
    check_inverse(a, inverse);
    check_inverse(raised, inverse_of_raised);
    hash = bench_mix(hash, (uint32_t)determinant);
    hash = bench_mix(hash, (uint32_t)*cell(raised, ORDER - 1, 3));
    hash = bench_mix(hash, (uint32_t)*cell(inverse, 2, ORDER - 2));
    matrix_free(a);
    matrix_free(raised);
    matrix_free(inverse);
    matrix_free(inverse_of_raised);
    return hash;
}

int bench_run(void)
{
    uint32_t random = 88172645;
    uint32_t hash = 0;
    for (int round = 0; round < ROUNDS; round++) {
        hash = one_round(hash, &random);
    }
    return (int)hash;
}
