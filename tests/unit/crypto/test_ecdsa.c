/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <pthread.h>
#include <string.h>

#include "base/hex.h"
#include "crypto/ecdsa.h"
#include "pki.h"

/* Order of P-256 and its prime. */
#define N "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"
#define P "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"

struct triple {
    struct p256_key key;
    struct sha256 digest;
    struct p256_signature signature;
};

static struct triple right(void)
{
    struct triple t = {.key = pki_key(77), .digest = sha256_of(text_bytes(text_of("message")))};
    t.signature = pki_sign(77, &t.digest);
    return t;
}

static bool verify(const struct triple *t)
{
    return ecdsa_verify(&t->key, &t->digest, &t->signature);
}

/* RFC 6979 A.2.5, P-256 with SHA-256, "sample". */
Test(ecdsa, rfc_6979)
{
    struct triple t = {.digest = sha256_of(text_bytes(text_of("sample")))};
    cr_assert(
        hex_decode(text_of("60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
                           "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"),
                   t.key.at, sizeof t.key.at));
    cr_assert(
        hex_decode(text_of("efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                           "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"),
                   t.signature.at, sizeof t.signature.at));
    cr_expect(verify(&t));
    t.digest = sha256_of(text_bytes(text_of("test")));
    cr_expect(!verify(&t));
}

Test(ecdsa, every_changed_bit_is_refused)
{
    struct triple t = right();
    cr_assert(verify(&t));
    uint8_t *at = (uint8_t *)&t;
    for (size_t i = 0; i < sizeof t; i++) {
        uint8_t bit = (uint8_t)(1U << i % 8);
        at[i] ^= bit;
        cr_expect(!verify(&t), "byte %zu", i);
        at[i] ^= bit;
    }
    cr_expect(verify(&t));
}

static void put(uint8_t *out, const char *hex)
{
    cr_assert(hex_decode(text_of(hex), out, P256_COORDINATE));
}

Test(ecdsa, r_and_s_are_between_zero_and_the_order)
{
    static const char zero[] = "0000000000000000000000000000000000000000000000000000000000000000";
    static const char n_and_1[] =
        "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632552";
    static const char ones[] = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";
    const char *values[] = {zero, N, n_and_1, ones};
    for (size_t i = 0; i < COUNT(values); i++) {
        for (size_t half = 0; half < 2; half++) {
            struct triple t = right();
            put(t.signature.at + half * P256_COORDINATE, values[i]);
            cr_expect(!verify(&t), "%s", values[i]);
        }
        struct triple both = right();
        put(both.signature.at, values[i]);
        put(both.signature.at + P256_COORDINATE, values[i]);
        cr_expect(!verify(&both), "%s", values[i]);
    }
}

/* n + r would be the same r modulo n, where it fits. */
Test(ecdsa, r_is_not_taken_modulo_the_order)
{
    struct triple t = right();
    memset(t.signature.at, 0, P256_COORDINATE);
    t.signature.at[P256_COORDINATE - 1] = 1;
    cr_expect(!verify(&t));
}

Test(ecdsa, key_has_to_be_on_the_curve)
{
    struct triple t = right();
    memset(t.key.at, 0, sizeof t.key.at);
    cr_expect(!verify(&t), "zero");
    t = right();
    t.key.at[63] ^= 1;
    cr_expect(!verify(&t), "beside the curve");
    t = right();
    put(t.key.at, P);
    cr_expect(!verify(&t), "x is p");
    memset(t.key.at, 0xff, sizeof t.key.at);
    cr_expect(!verify(&t), "above p");
}

/* (0, y) is on the curve; (p, y) is the same point written in a way that is not allowed. */
Test(ecdsa, coordinates_are_below_the_prime)
{
    struct triple t = right();
    memset(t.key.at, 0, P256_COORDINATE);
    put(t.key.at + P256_COORDINATE,
        "66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4");
    cr_expect(!verify(&t));
    put(t.key.at, P);
    cr_expect(!verify(&t));
}

Test(ecdsa, message_is_hashed)
{
    struct triple t = right();
    cr_expect(signature_is_valid(&signature_check_plain, &t.key, text_bytes(text_of("message")),
                                 &t.signature));
    cr_expect(!signature_is_valid(&signature_check_plain, &t.key, text_bytes(text_of("messagf")),
                                  &t.signature));
}

static void *verify_many(void *argument)
{
    const struct triple *t = argument;
    struct triple wrong = *t;
    wrong.signature.at[5] ^= 1;
    for (int i = 0; i < 200; i++) {
        if (!verify(t) || verify(&wrong)) {
            return NULL;
        }
    }
    return argument;
}

Test(ecdsa, threads_do_not_disturb_each_other)
{
    struct triple t = right();
    pthread_t threads[4];
    for (size_t i = 0; i < COUNT(threads); i++) {
        cr_assert(pthread_create(&threads[i], NULL, verify_many, &t) == 0);
    }
    for (size_t i = 0; i < COUNT(threads); i++) {
        void *result = NULL;
        cr_assert(pthread_join(threads[i], &result) == 0);
        cr_expect_not_null(result);
    }
}
