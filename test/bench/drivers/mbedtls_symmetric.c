// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Mbed TLS, hashes and ciphers: SHA-256, SHA-512 and HMAC against published values; AES in
// CBC and CTR mode, AES-GCM and ChaCha20-Poly1305 there and back.
#include "../harness.h"

#include <mbedtls/chachapoly.h>
#include <mbedtls/cipher.h>
#include <mbedtls/gcm.h>
#include <mbedtls/md.h>
#include <string.h>

enum { MESSAGE = 6000, IV = 16, TAG = 16, PIECE = 77 };

static uint8_t message[MESSAGE], sealed[MESSAGE + IV], again[MESSAGE + IV];
static const uint8_t key[32] = "a key of two times sixteen byte";

static void ok(int status)
{
    bench_check(status == 0, "Mbed TLS");
}

static uint32_t first_word(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static const mbedtls_md_info_t *hash_kind(mbedtls_md_type_t type)
{
    const mbedtls_md_info_t *info = mbedtls_md_info_from_type(type);
    bench_check(info != NULL, "hash function");
    return info;
}

static void check_known(mbedtls_md_type_t type, const char *text, uint32_t first)
{
    uint8_t digest[MBEDTLS_MD_MAX_SIZE];
    ok(mbedtls_md(hash_kind(type), (const uint8_t *)text, strlen(text), digest));
    bench_check(first_word(digest) == first, text);
}

static uint32_t hash_in_pieces(uint32_t hash, mbedtls_md_type_t type)
{
    uint8_t digest[MBEDTLS_MD_MAX_SIZE], at_once[MBEDTLS_MD_MAX_SIZE];
    mbedtls_md_context_t context;
    mbedtls_md_init(&context);
    ok(mbedtls_md_setup(&context, hash_kind(type), 1));
    ok(mbedtls_md_hmac_starts(&context, key, sizeof key));
    for (size_t at = 0; at < MESSAGE; at += PIECE) {
        size_t left = MESSAGE - at;
        ok(mbedtls_md_hmac_update(&context, message + at, left < PIECE ? left : PIECE));
    }
    ok(mbedtls_md_hmac_finish(&context, digest));
    ok(mbedtls_md_hmac(hash_kind(type), key, sizeof key, message, MESSAGE, at_once));
    size_t length = mbedtls_md_get_size(hash_kind(type));
    bench_check(memcmp(digest, at_once, length) == 0, "hash in pieces");
    mbedtls_md_free(&context);
    return bench_mix_bytes(hash, digest, length);
}

static size_t apply(mbedtls_cipher_type_t type, mbedtls_operation_t operation, const uint8_t *from,
                    size_t length, uint8_t *to)
{
    static const uint8_t iv[IV] = "initial vector";
    mbedtls_cipher_context_t context;
    size_t done;
    const mbedtls_cipher_info_t *info = mbedtls_cipher_info_from_type(type);
    mbedtls_cipher_init(&context);
    ok(mbedtls_cipher_setup(&context, info));
    ok(mbedtls_cipher_setkey(&context, key, (int)info->key_bitlen, operation));
    ok(mbedtls_cipher_crypt(&context, iv, IV, from, length, to, &done));
    mbedtls_cipher_free(&context);
    return done;
}

static uint32_t cipher(uint32_t hash, mbedtls_cipher_type_t type, size_t length)
{
    size_t sealed_length = apply(type, MBEDTLS_ENCRYPT, message, length, sealed);
    bench_check(apply(type, MBEDTLS_DECRYPT, sealed, sealed_length, again) == length, "length");
    bench_check(memcmp(message, again, length) == 0, "decrypted message");
    return bench_mix_bytes(hash, sealed, sealed_length);
}

static uint32_t gcm(uint32_t hash)
{
    uint8_t tag[TAG];
    mbedtls_gcm_context context;
    mbedtls_gcm_init(&context);
    ok(mbedtls_gcm_setkey(&context, MBEDTLS_CIPHER_ID_AES, key, 256));
    ok(mbedtls_gcm_crypt_and_tag(&context, MBEDTLS_GCM_ENCRYPT, MESSAGE, key, 12, key, 20, message,
                                 sealed, TAG, tag));
    ok(mbedtls_gcm_auth_decrypt(&context, MESSAGE, key, 12, key, 20, tag, TAG, sealed, again));
    bench_check(memcmp(message, again, MESSAGE) == 0, "GCM");
    hash = bench_mix_bytes(bench_mix_bytes(hash, sealed, MESSAGE), tag, TAG);
    tag[3] ^= 1;
    bench_check(mbedtls_gcm_auth_decrypt(&context, MESSAGE, key, 12, key, 20, tag, TAG, sealed,
                                         again) == MBEDTLS_ERR_GCM_AUTH_FAILED, "wrong tag");
    mbedtls_gcm_free(&context);
    return hash;
}

static uint32_t chachapoly(uint32_t hash)
{
    uint8_t tag[TAG];
    mbedtls_chachapoly_context context;
    mbedtls_chachapoly_init(&context);
    ok(mbedtls_chachapoly_setkey(&context, key));
    ok(mbedtls_chachapoly_encrypt_and_tag(&context, MESSAGE, key, key, 9, message, sealed, tag));
    ok(mbedtls_chachapoly_auth_decrypt(&context, MESSAGE, key, key, 9, tag, sealed, again));
    bench_check(memcmp(message, again, MESSAGE) == 0, "ChaCha20-Poly1305");
    mbedtls_chachapoly_free(&context);
    return bench_mix_bytes(bench_mix_bytes(hash, sealed, MESSAGE), tag, TAG);
}

int bench_run(void)
{
    uint32_t random = 1618033988;
    for (size_t i = 0; i < MESSAGE; i++) {
        message[i] = (uint8_t)(bench_random(&random) >> 7);
    }
    check_known(MBEDTLS_MD_SHA256, "abc", 0xBA7816BF);
    check_known(MBEDTLS_MD_SHA512, "abc", 0xDDAF35A1);
    check_known(MBEDTLS_MD_SHA384, "abc", 0xCB00753F);
    uint32_t hash = hash_in_pieces(0, MBEDTLS_MD_SHA256);
    hash = hash_in_pieces(hash, MBEDTLS_MD_SHA512);
    hash = cipher(hash, MBEDTLS_CIPHER_AES_128_CBC, 3333);
    hash = cipher(hash, MBEDTLS_CIPHER_AES_256_CTR, MESSAGE);
    return (int)chachapoly(gcm(hash));
}
