/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/kdf.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/hex.h"

enum { SIZE = 64 };

static void expect(const uint8_t made[SIZE], const char *wanted)
{
    char text[2 * SIZE + 1] = {0};
    hex_encode(bytes_of(made, SIZE), text);
    cr_expect_str_eq(text, wanted);
}

static struct kdf_input input_of(const char *password, const char *salt)
{
    return (struct kdf_input){bytes_of(password, strlen(password)), bytes_of(salt, strlen(salt))};
}

/* RFC 7914 section 12, the first three. */
Test(kdf, scrypt_vectors)
{
    static const struct {
        const char *password, *salt;
        struct scrypt_cost cost;
        const char *key;
    } vectors[] = {
        {"",
         "",
         {16, 1, 1},
         "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
         "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"},
        {"password",
         "NaCl",
         {1024, 8, 16},
         "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
         "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"},
        {"pleaseletmein",
         "SodiumChloride",
         {16384, 8, 1},
         "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
         "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"},
    };
    for (size_t i = 0; i < COUNT(vectors); i++) {
        uint8_t out[SIZE];
        const struct kdf_input input = input_of(vectors[i].password, vectors[i].salt);
        cr_assert(kdf_scrypt(&input, &vectors[i].cost, (struct kdf_output){out, sizeof out}));
        expect(out, vectors[i].key);
    }
}

Test(kdf, scrypt_costs)
{
    static const struct {
        struct scrypt_cost cost;
        bool is_possible;
    } rows[] = {
        {{262144, 8, 1}, true},
        {{1048576, 8, 1}, true},
        {{2097152, 8, 1}, false},
        {{2, 1, 1}, true},
        {{0, 8, 1}, false},
        {{1, 8, 1}, false},
        {{3, 8, 1}, false},
        {{262143, 8, 1}, false},
        {{4, 0, 1}, false},
        {{4, 1, 0}, false},
        {{32768, 1, 1}, true},
        {{65536, 1, 1}, false},
        {{262144, 1, 8}, false},
        {{65536, 2, 1}, true},
        {{262144, 8, 8}, true},
        {{262144, 8, 9}, false},
        {{16777216, 1, 1}, false},
        {{2, 4194304, 1}, true},
        {{2, 4194305, 1}, false},
        {{2, 1, 8388608}, true},
        {{2, 1, 8388609}, false},
        {{UINT64_C(1) << 63, 8, 1}, false},
        {{2, UINT64_MAX, 1}, false},
        {{2, 1, UINT64_MAX}, false},
        {{2, UINT64_MAX / 2 + 1, 2}, false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        uint8_t out[SIZE];
        const struct kdf_input input = input_of("p", "s");
        cr_expect_eq(scrypt_is_possible(&rows[i].cost), rows[i].is_possible, "%zu", i);
        cr_expect(rows[i].is_possible ||
                  !kdf_scrypt(&input, &rows[i].cost, (struct kdf_output){out, sizeof out}));
    }
}

/* RFC 7914 section 11, and, with SHA-512, what Python's hashlib makes. */
Test(kdf, pbkdf2_vectors)
{
    static const struct {
        enum pbkdf2_hash hash;
        const char *password, *salt;
        uint64_t rounds;
        const char *key;
    } vectors[] = {
        {PBKDF2_SHA256, "passwd", "salt", 1,
         "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
         "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783"},
        {PBKDF2_SHA256, "Password", "NaCl", 80000,
         "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
         "a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d"},
        {PBKDF2_SHA512, "password", "salt", 4096,
         "d197b1b33db0143e018b12f3d1d1479e6cdebdcc97c5c0f87f6902e072f457b5"
         "143f30602641b3d55cd335988cb36b84376060ecd532e039b742a239434af2d5"},
    };
    for (size_t i = 0; i < COUNT(vectors); i++) {
        uint8_t out[SIZE];
        const struct kdf_input input = input_of(vectors[i].password, vectors[i].salt);
        cr_assert(kdf_pbkdf2(vectors[i].hash, &input, vectors[i].rounds,
                             (struct kdf_output){out, sizeof out}));
        expect(out, vectors[i].key);
    }
}

Test(kdf, pbkdf2_limits)
{
    uint8_t out[KDF_OUTPUT_MAX + 1];
    const struct kdf_input input = input_of("", "");
    cr_expect(kdf_pbkdf2(PBKDF2_SHA256, &input, 1, (struct kdf_output){out, KDF_OUTPUT_MAX}));
    cr_expect_not(
        kdf_pbkdf2(PBKDF2_SHA256, &input, 1, (struct kdf_output){out, KDF_OUTPUT_MAX + 1}));
    cr_expect_not(kdf_pbkdf2(PBKDF2_SHA256, &input, 0, (struct kdf_output){out, SIZE}));
    cr_expect_not(kdf_pbkdf2(PBKDF2_SHA256, &input, (uint64_t)PBKDF2_ROUNDS_MAX + 1,
                             (struct kdf_output){out, SIZE}));
}
