/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>
#include <time.h>

#include "crypto/signature_memory.h"
#include "pki.h"

struct triple {
    struct p256_key key;
    struct sha256 digest;
    struct p256_signature signature;
};

static struct triple right(unsigned number)
{
    struct triple t = {.key = pki_key(77), .digest = sha256_of(bytes_of(&number, sizeof number))};
    t.signature = pki_sign(77, &t.digest);
    return t;
}

static bool ask(const struct signature_check *check, const struct triple *t)
{
    return check->verify(check->state, &t->key, &t->digest, &t->signature);
}

static double cpu_us(void)
{
    return (double)clock() * 1e6 / CLOCKS_PER_SEC;
}

Test(signature_memory, answers_again_without_computing)
{
    AUTO(signature_memory_freep) struct signature_memory *memory = signature_memory_new();
    struct signature_check check = signature_memory_check(memory);
    struct triple t = right(1);
    double start = cpu_us();
    for (int i = 0; i < 100; i++) {
        cr_assert(ecdsa_verify(&t.key, &t.digest, &t.signature));
    }
    double plain = cpu_us() - start;
    cr_assert(ask(&check, &t));
    start = cpu_us();
    for (int i = 0; i < 100; i++) {
        cr_assert(ask(&check, &t));
    }
    cr_expect_lt(cpu_us() - start, plain / 4);
}

Test(signature_memory, one_changed_byte_is_another_question)
{
    AUTO(signature_memory_freep) struct signature_memory *memory = signature_memory_new();
    struct signature_check check = signature_memory_check(memory);
    struct triple t = right(1);
    uint8_t *at = (uint8_t *)&t;
    cr_assert(ask(&check, &t));
    for (size_t i = 0; i < sizeof t; i++) {
        at[i] ^= 0x10;
        cr_expect(!ask(&check, &t), "byte %zu", i);
        cr_expect(!ask(&check, &t), "byte %zu again", i);
        at[i] ^= 0x10;
    }
    cr_expect(ask(&check, &t));
}

Test(signature_memory, an_empty_one_knows_nothing)
{
    AUTO(signature_memory_freep) struct signature_memory *memory = signature_memory_new();
    struct signature_check check = signature_memory_check(memory);
    struct triple zero;
    memset(&zero, 0, sizeof zero);
    cr_expect(!ask(&check, &zero));
    signature_memory_free(NULL);
}

Test(signature_memory, stays_right_when_it_is_full)
{
    AUTO(signature_memory_freep) struct signature_memory *memory = signature_memory_new();
    struct signature_check check = signature_memory_check(memory);
    for (unsigned round = 0; round < 2; round++) {
        for (unsigned i = 0; i < 3 * SIGNATURE_MEMORY_ENTRIES; i++) {
            struct triple t = right(i);
            cr_expect(ask(&check, &t));
            t.signature.at[i % P256_SIGNATURE] ^= 1;
            cr_expect(!ask(&check, &t));
        }
    }
}
