// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// LibTomMath: a small RSA key made and used, factorials in several bases, roots, large
// products by each algorithm of the library.
#include "../harness.h"

#include <stdlib.h>
#include <string.h>
#include <tommath.h>

enum { PRIME_DIGITS = 4, DIGITS = 1400 };

// The library has calls of random sources that its system does not have; they are never
// made, and it leaves it to the optimiser to remove them, which does not at -O0.
#define NO_SOURCE(name)                                                                            \
    mp_err name(void *out, size_t size);                                                           \
    mp_err name(void *out, size_t size)                                                            \
    {                                                                                              \
        (void)out;                                                                                 \
        return size == 0 ? MP_OKAY : MP_ERR;                                                       \
    }

NO_SOURCE(s_read_arc4random)
NO_SOURCE(s_read_wincsp)
NO_SOURCE(s_read_getrandom)
NO_SOURCE(s_read_urandom)
NO_SOURCE(s_read_ltm_rng)

static mp_err made_up(void *out, size_t size)
{
    static uint32_t random = 271828182;
    uint8_t *bytes = out;
    while (size-- > 0) {
        *bytes++ = (uint8_t)(bench_random(&random) >> 10);
    }
    return MP_OKAY;
}

static void ok(mp_err error)
{
    bench_check(error == MP_OKAY, "LibTomMath");
}

static uint32_t mix_number(uint32_t hash, const mp_int *number, int base)
{
    static char text[DIGITS];
    size_t length;
    ok(mp_to_radix(number, text, sizeof text, &length, base));
    return bench_mix_bytes(hash, text, strlen(text));
}

static void make_prime(mp_int *prime)
{
    mp_bool is_prime;
    ok(mp_rand(prime, PRIME_DIGITS));
    ok(mp_prime_next_prime(prime, 2, 0));
    ok(mp_prime_is_prime(prime, 4, &is_prime));
    bench_check(is_prime == MP_YES, "prime");
}

// modulus = p * q, and secret * open = 1 modulo (p - 1) * (q - 1).
static void make_key(mp_int *modulus, mp_int *open, mp_int *secret)
{
    mp_int p, q, order;
    ok(mp_init_multi(&p, &q, &order, NULL));
    make_prime(&p);
    make_prime(&q);
    ok(mp_mul(&p, &q, modulus));
    ok(mp_decr(&p));
    ok(mp_decr(&q));
    ok(mp_mul(&p, &q, &order));
    mp_set_u32(open, 65537);
    ok(mp_invmod(open, &order, secret));
    mp_clear_multi(&p, &q, &order, NULL);
}

static uint32_t encryption(uint32_t hash)
{
    mp_int modulus, open, secret, message, sealed, again;
    ok(mp_init_multi(&modulus, &open, &secret, &message, &sealed, &again, NULL));
    make_key(&modulus, &open, &secret);
    ok(mp_from_ubin(&message, (const uint8_t *)"a short message", 15));
    ok(mp_exptmod(&message, &open, &modulus, &sealed));
    ok(mp_exptmod(&sealed, &secret, &modulus, &again));
    bench_check(mp_cmp(&message, &again) == MP_EQ, "decrypted message");
    hash = mix_number(mix_number(hash, &modulus, 16), &sealed, 64);
    mp_clear_multi(&modulus, &open, &secret, &message, &sealed, &again, NULL);
    return hash;
}

static void factorial(mp_int *result, uint32_t of)
{
    mp_set_u32(result, 1);
    for (uint32_t i = 2; i <= of; i++) {
        ok(mp_mul_d(result, i, result));
    }
}

// n! / (n - k)! by division, its text read again, and its root.
static uint32_t factorials(uint32_t hash, uint32_t n, uint32_t k)
{
    static char text[DIGITS];
    mp_int whole, part, quotient, rest, again;
    ok(mp_init_multi(&whole, &part, &quotient, &rest, &again, NULL));
    factorial(&whole, n);
    factorial(&part, n - k);
    ok(mp_div(&whole, &part, &quotient, &rest));
    bench_check(mp_cmp_d(&rest, 0) == MP_EQ, "rest of the division");
    ok(mp_to_radix(&quotient, text, sizeof text, NULL, 10));
    ok(mp_read_radix(&again, text, 10));
    bench_check(mp_cmp(&again, &quotient) == MP_EQ, "number read again");
    ok(mp_sqrt(&quotient, &part));
    ok(mp_gcd(&part, &whole, &again));
    hash = mix_number(mix_number(mix_number(hash, &quotient, 36), &part, 10), &again, 2);
    mp_clear_multi(&whole, &part, &quotient, &rest, &again, NULL);
    return hash;
}

// (a + b)^2 - (a - b)^2 = 4ab, with factors for which other algorithms are used.
static uint32_t products(uint32_t hash, int digits)
{
    mp_int a, b, sum, difference, product;
    ok(mp_init_multi(&a, &b, &sum, &difference, &product, NULL));
    ok(mp_rand(&a, digits));
    ok(mp_rand(&b, digits));
    ok(mp_add(&a, &b, &sum));
    ok(mp_sub(&a, &b, &difference));
    ok(mp_sqr(&sum, &sum));
    ok(mp_sqr(&difference, &difference));
    ok(mp_sub(&sum, &difference, &sum));
    ok(mp_mul(&a, &b, &product));
    ok(mp_mul_2d(&product, 2, &product));
    bench_check(mp_cmp(&sum, &product) == MP_EQ, "product");
    ok(mp_mod_d(&product, 1000003, &(mp_digit){0}));
    ok(mp_div_2d(&product, digits * 50, &product, NULL));
    hash = mix_number(hash, &product, 16);
    mp_clear_multi(&a, &b, &sum, &difference, &product, NULL);
    return hash;
}

int bench_run(void)
{
    mp_rand_source(made_up);
    uint32_t hash = encryption(0);
    hash = factorials(hash, 150, 20);
    hash = factorials(hash, 90, 60);
    for (int digits = 5; digits < 150; digits = digits * 2 + 5) {
        hash = products(hash, digits);
    }
    return (int)hash;
}
