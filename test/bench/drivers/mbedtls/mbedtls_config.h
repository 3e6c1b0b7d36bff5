// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The parts of Mbed TLS that the drivers use; BENCH_PUBLIC is defined for public keys. There
// is no inline assembly, no entropy, no file and no clock.
#pragma once

#define MBEDTLS_HAVE_INT32
#define MBEDTLS_MD_C
#define MBEDTLS_SHA256_C

#ifdef BENCH_PUBLIC
#define MBEDTLS_ASN1_PARSE_C
#define MBEDTLS_ASN1_WRITE_C
#define MBEDTLS_BIGNUM_C
#define MBEDTLS_ECDSA_C
#define MBEDTLS_ECDSA_DETERMINISTIC
#define MBEDTLS_ECP_C
#define MBEDTLS_ECP_DP_SECP256R1_ENABLED
#define MBEDTLS_ECP_NIST_OPTIM
#define MBEDTLS_HMAC_DRBG_C
#else
#define MBEDTLS_AES_C
#define MBEDTLS_AES_ROM_TABLES
#define MBEDTLS_CHACHA20_C
#define MBEDTLS_CHACHAPOLY_C
#define MBEDTLS_CIPHER_C
#define MBEDTLS_CIPHER_MODE_CBC
#define MBEDTLS_CIPHER_MODE_CTR
#define MBEDTLS_CIPHER_PADDING_PKCS7
#define MBEDTLS_GCM_C
#define MBEDTLS_POLY1305_C
#define MBEDTLS_SHA512_C
#endif

#include <mbedtls/check_config.h>
