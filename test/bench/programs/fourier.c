// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A fixed-point Fourier transform: complex numbers by value, sines by CORDIC, spectra of
// sums of tones, a filter, and the way back.
#include "../harness.h"

#include <string.h>

enum { LOG_POINTS = 8, POINTS = 1 << LOG_POINTS, ONE = 1 << 14, CORDIC_STEPS = 14 };

typedef uint16_t angle; // a turn is 2^16, so that angles wrap by themselves

struct complex {
    int32_t re, im;
};

static struct complex twiddles[POINTS / 2];

static struct complex add(struct complex a, struct complex b)
{
    return (struct complex){a.re + b.re, a.im + b.im};
}

static struct complex subtract(struct complex a, struct complex b)
{
    return (struct complex){a.re - b.re, a.im - b.im};
}

static int32_t rounded(int64_t value)
{
    return (int32_t)((value + ONE / 2) >> 14);
}

static struct complex multiply(struct complex a, struct complex b)
{
    return (struct complex){
        rounded((int64_t)a.re * b.re - (int64_t)a.im * b.im),
        rounded((int64_t)a.re * b.im + (int64_t)a.im * b.re),
    };
}

static struct complex halved(struct complex a)
{
    return (struct complex){(a.re + 1) >> 1, (a.im + 1) >> 1};
}

static uint32_t square_root(uint32_t value)
{
    uint32_t root = 0;
    for (uint32_t bit = 1U << 15; bit != 0; bit >>= 1) {
        if ((root | bit) * (root | bit) <= value) {
            root |= bit;
        }
    }
    return root;
}

static uint32_t magnitude(struct complex a)
{
    return square_root((uint32_t)(a.re * a.re) + (uint32_t)(a.im * a.im));
}

// The arcus tangents of 2^-step, in units of 2^-16 turn with 8 more bits.
static const int32_t cordic_angles[CORDIC_STEPS] = {
    2097152, 1238021, 654136, 332050, 166669, 83416, 41718, 20860, 10430, 5215, 2608, 1304, 652,
    326,
};

// Between -1/4 and 1/4 turn.
static struct complex rotate_near(int32_t wanted)
{
    struct complex at = {9949, 0}; // shortened by what all steps together lengthen
    for (int step = 0; step < CORDIC_STEPS; step++) {
        struct complex move = {at.im >> step, at.re >> step};
        if (wanted >= 0) {
            at = (struct complex){at.re - move.re, at.im + move.im};
            wanted -= cordic_angles[step];
        } else {
            at = (struct complex){at.re + move.re, at.im - move.im};
            wanted += cordic_angles[step];
        }
    }
    return at;
}

static struct complex direction(angle turn)
{
    if (turn > 0x4000 && turn < 0xC000) {
        struct complex opposite = direction((angle)(turn + 0x8000));
        return (struct complex){-opposite.re, -opposite.im};
    }
    return rotate_near((int32_t)(int16_t)turn * 256);
}

static void prepare(void)
{
    for (int i = 0; i < POINTS / 2; i++) {
        twiddles[i] = direction((angle)(-i * (65536 / POINTS)));
    }
}

static int reversed(int number)
{
    int result = 0;
    for (int bit = 0; bit < LOG_POINTS; bit++) {
        result = result << 1 | (number >> bit & 1);
    }
    return result;
}

static void butterfly(struct complex *a, struct complex *b, struct complex twiddle)
{
    struct complex turned = multiply(*b, twiddle);
    struct complex sum = halved(add(*a, turned));
    *b = halved(subtract(*a, turned));
    *a = sum;
}

// Each half by itself, then both together; divides by the number of points.
static void combine(struct complex *points, int count)
{
    if (count == 1) {
        return;
    }
    int half = count / 2;
    combine(points, half);
    combine(points + half, half);
    for (int i = 0; i < half; i++) {
        butterfly(&points[i], &points[i + half], twiddles[i * (POINTS / count)]);
    }
}

static void transform(struct complex *points)
{
    for (int i = 0; i < POINTS; i++) {
        if (i < reversed(i)) {
            struct complex kept = points[i];
            points[i] = points[reversed(i)];
            points[reversed(i)] = kept;
        }
    }
    combine(points, POINTS);
}

// Multiplied by the number of points, as the forward transform divides by it.
static void transform_back(struct complex *points)
{
    for (int i = 0; i < POINTS; i++) {
        points[i] = (struct complex){points[i].re * POINTS, -points[i].im * POINTS};
    }
    transform(points);
}

static void add_tone(struct complex *points, int frequency, int32_t strength)
{
    for (int i = 0; i < POINTS; i++) {
        struct complex way = direction((angle)(i * frequency * (65536 / POINTS)));
        points[i].re += rounded((int64_t)way.re * strength);
    }
}

static int strongest(const struct complex *points)
{
    int best = 1;
    for (int i = 2; i < POINTS / 2; i++) {
        if (magnitude(points[i]) > magnitude(points[best])) {
            best = i;
        }
    }
    return best;
}

static bool near(int32_t a, int32_t b)
{
    return a - b < 600 && b - a < 600;
}

int bench_run(void)
{
    static struct complex points[POINTS], expected[POINTS];
    uint32_t hash = 0;
    prepare();
    for (int frequency = 3; frequency < 120; frequency += 9) {
        memset(points, 0, sizeof points);
        memset(expected, 0, sizeof expected);
        add_tone(points, frequency, 6000);
        add_tone(points, 127 - frequency, 3000);
        add_tone(expected, 127 - frequency, 3000);
        transform(points);
        bench_check(strongest(points) == frequency, "strongest tone");
        hash = bench_mix(hash, magnitude(points[127 - frequency]));
        points[frequency] = points[POINTS - frequency] = (struct complex){0, 0};
        transform_back(points);
        for (int i = 0; i < POINTS; i++) {
            bench_check(near(points[i].re, expected[i].re), "what the filter left");
            hash = bench_mix(hash, (uint32_t)points[i].re);
        }
    }
    return (int)hash;
}
