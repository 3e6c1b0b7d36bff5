// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Mbed TLS, public keys: a signature on secp256r1 that RFC 6979 (A.2.5) publishes, verified
// again, and modular powers of large numbers.
#include "../harness.h"

#include <mbedtls/ecdsa.h>
#include <mbedtls/sha256.h>
#include <string.h>

enum { DIGEST = 32, NUMBER = 64, NUMBERS = 6 };

static const char secret_key[] = "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721";
static const char open_key_x[] = "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6";
static const char open_key_y[] = "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299";
static const char signed_r[] = "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716";
static const char signed_s[] = "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8";

static void ok(int status)
{
    bench_check(status == 0, "Mbed TLS");
}

// The same bytes in every run.
static int made_up(void *context, unsigned char *out, size_t size)
{
    uint32_t *random = context;
    for (size_t i = 0; i < size; i++) {
        out[i] = (unsigned char)(bench_random(random) >> 10);
    }
    return 0;
}

static uint32_t mix_number(uint32_t hash, const mbedtls_mpi *number)
{
    uint8_t bytes[NUMBER];
    ok(mbedtls_mpi_write_binary(number, bytes, sizeof bytes));
    return bench_mix_bytes(hash, bytes, sizeof bytes);
}

static void check_number(const mbedtls_mpi *number, const char *expected)
{
    mbedtls_mpi known;
    mbedtls_mpi_init(&known);
    ok(mbedtls_mpi_read_string(&known, 16, expected));
    bench_check(mbedtls_mpi_cmp_mpi(number, &known) == 0, "published number");
    mbedtls_mpi_free(&known);
}

static void load_key(mbedtls_ecdsa_context *key)
{
    mbedtls_ecdsa_init(key);
    ok(mbedtls_ecp_group_load(&key->grp, MBEDTLS_ECP_DP_SECP256R1));
    ok(mbedtls_mpi_read_string(&key->d, 16, secret_key));
    ok(mbedtls_ecp_point_read_string(&key->Q, 16, open_key_x, open_key_y));
    ok(mbedtls_ecp_check_pubkey(&key->grp, &key->Q));
}

static uint32_t signature(uint32_t hash, uint32_t *random)
{
    uint8_t digest[DIGEST];
    mbedtls_ecdsa_context key;
    mbedtls_mpi r, s;
    load_key(&key);
    mbedtls_mpi_init(&r);
    mbedtls_mpi_init(&s);
    ok(mbedtls_sha256_ret((const uint8_t *)"sample", 6, digest, 0));
    ok(mbedtls_ecdsa_sign_det_ext(&key.grp, &r, &s, &key.d, digest, DIGEST, MBEDTLS_MD_SHA256,
                                  made_up, random));
    check_number(&r, signed_r);
    check_number(&s, signed_s);
    ok(mbedtls_ecdsa_verify(&key.grp, digest, DIGEST, &key.Q, &r, &s));
    hash = mix_number(mix_number(hash, &r), &s);
    mbedtls_mpi_free(&r);
    mbedtls_mpi_free(&s);
    mbedtls_ecdsa_free(&key);
    return hash;
}

// (base^a)^b = base^(a*b) modulo an odd number.
static uint32_t powers(uint32_t hash, uint32_t *random)
{
    mbedtls_mpi modulus, base, a, b, left, right;
    mbedtls_mpi *const all[NUMBERS] = {&modulus, &base, &a, &b, &left, &right};
    for (size_t i = 0; i < NUMBERS; i++) {
        mbedtls_mpi_init(all[i]);
        ok(mbedtls_mpi_fill_random(all[i], i < 2 ? NUMBER : 6, made_up, random));
    }
    ok(mbedtls_mpi_set_bit(&modulus, 0, 1));
    ok(mbedtls_mpi_exp_mod(&left, &base, &a, &modulus, NULL));
    ok(mbedtls_mpi_exp_mod(&left, &left, &b, &modulus, NULL));
    ok(mbedtls_mpi_mul_mpi(&a, &a, &b));
    ok(mbedtls_mpi_exp_mod(&right, &base, &a, &modulus, NULL));
    bench_check(mbedtls_mpi_cmp_mpi(&left, &right) == 0, "powers");
    hash = mix_number(hash, &left);
    for (size_t i = 0; i < NUMBERS; i++) {
        mbedtls_mpi_free(all[i]);
    }
    return hash;
}

int bench_run(void)
{
    uint32_t random = 577215664;
    uint32_t hash = signature(0, &random);
    return (int)powers(hash, &random);
}
