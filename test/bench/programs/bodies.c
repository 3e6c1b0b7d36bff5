// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A sun and four planets under gravity: vectors of floats by value, energy and momentum in
// doubles. What is conserved must stay nearly the same.
#include "../harness.h"

#include <math.h>
#include <string.h>

// A fused multiply-add rounds once, soft float twice: keep them apart.
#pragma STDC FP_CONTRACT OFF

enum { BODIES = 5, STEPS = 2000 };

struct vector {
    float x, y, z;
};

struct body {
    struct vector place;
    struct vector speed;
    float mass;
};

static struct vector vector(float x, float y, float z)
{
    return (struct vector){x, y, z};
}

static struct vector add(struct vector a, struct vector b)
{
    return vector(a.x + b.x, a.y + b.y, a.z + b.z);
}

static struct vector scale(struct vector a, float factor)
{
    return vector(a.x * factor, a.y * factor, a.z * factor);
}

static struct vector difference(struct vector a, struct vector b)
{
    return add(a, scale(b, -1));
}

static float dot(struct vector a, struct vector b)
{
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

static float length(struct vector a)
{
    return sqrtf(dot(a, a));
}

// A planet at some distance, moving at right angles to the line to the sun.
static struct body planet(float distance, float tilt, float mass)
{
    float speed = sqrtf(1.0F / distance);
    return (struct body){
        .place = vector(distance, 0, distance * tilt),
        .speed = vector(0, speed, 0),
        .mass = mass,
    };
}

static void start(struct body bodies[BODIES])
{
    bodies[0] = (struct body){.mass = 1};
    bodies[1] = planet(0.5F, 0.01F, 0.00001F);
    bodies[2] = planet(1.0F, 0.0F, 0.00003F);
    bodies[3] = planet(2.0F, -0.02F, 0.0005F);
    bodies[4] = planet(4.0F, 0.03F, 0.0001F);
}

static struct vector momentum(const struct body bodies[BODIES])
{
    struct vector sum = vector(0, 0, 0);
    for (int i = 0; i < BODIES; i++) {
        sum = add(sum, scale(bodies[i].speed, bodies[i].mass));
    }
    return sum;
}

// Lets the sun move against the planets, so that the whole stays where it is.
static void stop_drift(struct body bodies[BODIES])
{
    bodies[0].speed = scale(momentum(bodies), -1 / bodies[0].mass);
}

static double kinetic(const struct body *body)
{
    return 0.5 * (double)body->mass * (double)dot(body->speed, body->speed);
}

static double potential(const struct body *a, const struct body *b)
{
    double distance = (double)length(difference(a->place, b->place));
    return -(double)a->mass * (double)b->mass / distance;
}

static double energy(const struct body bodies[BODIES])
{
    double sum = 0;
    for (int i = 0; i < BODIES; i++) {
        sum += kinetic(&bodies[i]);
        for (int j = i + 1; j < BODIES; j++) {
            sum += potential(&bodies[i], &bodies[j]);
        }
    }
    return sum;
}

static void attract(struct body *a, struct body *b, float step)
{
    struct vector way = difference(a->place, b->place);
    float distance = length(way);
    float pull = step / (distance * distance * distance);
    a->speed = difference(a->speed, scale(way, b->mass * pull));
    b->speed = add(b->speed, scale(way, a->mass * pull));
}

static void move(struct body *body, float step)
{
    body->place = add(body->place, scale(body->speed, step));
}

static void advance(struct body bodies[BODIES], float step)
{
    for (int i = 0; i < BODIES; i++) {
        for (int j = i + 1; j < BODIES; j++) {
            attract(&bodies[i], &bodies[j], step);
        }
    }
    for (int i = 0; i < BODIES; i++) {
        move(&bodies[i], step);
    }
}

static uint32_t bits(float value)
{
    uint32_t word;
    memcpy(&word, &value, sizeof word);
    return word;
}

static uint32_t mix_vector(uint32_t hash, struct vector value)
{
    hash = bench_mix(hash, bits(value.x));
    hash = bench_mix(hash, bits(value.y));
    return bench_mix(hash, bits(value.z));
}

static uint32_t mix_bodies(const struct body bodies[BODIES])
{
    uint32_t hash = 0;
    for (int i = 0; i < BODIES; i++) {
        hash = mix_vector(hash, bodies[i].place);
        hash = mix_vector(hash, bodies[i].speed);
    }
    return hash;
}

int bench_run(void)
{
    struct body bodies[BODIES];
    start(bodies);
    stop_drift(bodies);
    double before = energy(bodies);
    for (int i = 0; i < STEPS; i++) {
        advance(bodies, 0.01F);
    }
    double change = fabs(energy(bodies) / before - 1);
    bench_check(change < 0.01, "energy");
    bench_check(length(momentum(bodies)) < 0.00001F, "momentum");
    return (int)bench_mix(mix_bodies(bodies), (uint32_t)(change * 1e9));
}
