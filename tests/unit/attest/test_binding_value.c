/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "attest/binding.h"
#include "base/hex.h"
#include "binding_values.h"

/* A certificate of a P-256 key made by OpenSSL, its key, and the DER of both. */
#define CERTIFICATE_PEM                                                                            \
    "-----BEGIN CERTIFICATE-----\n"                                                                \
    "MIIBhjCCAS2gAwIBAgIURL8WuAREheQjS/bw9OSd6r+NrBQwCgYIKoZIzj0EAwIw\n"                           \
    "GDEWMBQGA1UEAwwNRHN0YWNrIEtNUyBDQTAgFw0yNjExMjExNDUyMTJaGA8yMTI2\n"                           \
    "MTAyODE0NTIxMlowGDEWMBQGA1UEAwwNRHN0YWNrIEtNUyBDQTBZMBMGByqGSM49\n"                           \
    "AgEGCCqGSM49AwEHA0IABPMjOgGrjIijVBqhyvdIfwl3b3uK/8xDABHLr1w/ak3V\n"                           \
    "pBn6WbFwbsb+6QgpC0kWGOuSt2ongq7A/pExLBrpEr+jUzBRMB0GA1UdDgQWBBRb\n"                           \
    "XJLq4DvISxIYyzqNFhGbbCkTDTAfBgNVHSMEGDAWgBRbXJLq4DvISxIYyzqNFhGb\n"                           \
    "bCkTDTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIBkHdpc5DRTT\n"                           \
    "44gxrAXu/n7aBZDhZFfpLN3s0+Wo3XjLAiAz07RH1XprXheaqA+g+Q6XzPFqjahr\n"                           \
    "1eSHrZ5dyTkfww==\n"                                                                           \
    "-----END CERTIFICATE-----\n"
#define KEY_PEM                                                                                    \
    "-----BEGIN PUBLIC KEY-----\n"                                                                 \
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE8yM6AauMiKNUGqHK90h/CXdve4r/\n"                           \
    "zEMAEcuvXD9qTdWkGfpZsXBuxv7pCCkLSRYY65K3aieCrsD+kTEsGukSvw==\n"                               \
    "-----END PUBLIC KEY-----\n"
#define KEY_DER                                                                                    \
    "3059301306072a8648ce3d020106082a8648ce3d03010703420004f3233a01ab8c88a3541aa1caf7487f09776f7b" \
    "8affcc430011cbaf5c3f6a4dd5a419fa59b1706ec6fee908290b491618eb92b76a2782aec0fe91312c1ae912bf"

static void expect_hex(const struct buf *out, const char *hex)
{
    char written[2 * BINDING_VALUE_MAX + 1] = {0};
    hex_encode(buf_view(out), written);
    cr_expect_str_eq(written, hex);
}

Test(binding_value, kinds_are_named)
{
    static const char *const words[] = {"nonce", "public-key", "address", "tls-key"};
    for (unsigned i = 0; i < BINDING_KINDS; i++) {
        AUTO(buf_done) struct buf argument = buf_start(64);
        enum binding_kind kind = BINDING_NONCE;
        struct text value;
        struct err e;
        buf_printf(&argument, "%s=00=1", words[i]);
        cr_expect(binding_parse(buf_view_text(&argument), &kind, &value, &e));
        cr_expect_eq(kind, (enum binding_kind)i);
        cr_expect(text_is(value, "00=1"));
        cr_expect_str_eq(binding_kind_word(kind), words[i]);
    }
}

Test(binding_value, other_kinds_and_no_value)
{
    static const char *const wrong[] = {"", "=", "nonces=00", "nonce", "nonce=", "Nonce=00", "=00"};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        enum binding_kind kind = BINDING_NONCE;
        struct text value;
        struct err e = {0};
        cr_expect_not(binding_parse(text_of(wrong[i]), &kind, &value, &e), "%s", wrong[i]);
        cr_expect_eq(e.kind, ERR_USAGE);
    }
}

Test(binding_value, sizes)
{
    static const struct {
        enum binding_kind kind;
        size_t n;
        uint8_t first;
        bool ok;
    } cases[] = {
        {BINDING_NONCE, 15, 1, false},      {BINDING_NONCE, 16, 1, true},
        {BINDING_NONCE, 64, 1, true},       {BINDING_NONCE, 65, 1, false},
        {BINDING_NONCE, 32, 0, false},      {BINDING_PUBLIC_KEY, 31, 1, false},
        {BINDING_PUBLIC_KEY, 32, 1, true},  {BINDING_PUBLIC_KEY, 33, 1, false},
        {BINDING_PUBLIC_KEY, 33, 2, true},  {BINDING_PUBLIC_KEY, 33, 3, true},
        {BINDING_PUBLIC_KEY, 33, 4, false}, {BINDING_PUBLIC_KEY, 64, 1, true},
        {BINDING_PUBLIC_KEY, 65, 4, true},  {BINDING_PUBLIC_KEY, 65, 2, false},
        {BINDING_ADDRESS, 19, 1, false},    {BINDING_ADDRESS, 20, 1, true},
        {BINDING_ADDRESS, 21, 1, false},    {BINDING_TLS_KEY, 32, 1, false},
        {BINDING_TLS_KEY, 65, 4, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf out = buf_start(BINDING_VALUE_MAX);
        uint8_t value[65] = {cases[i].first};
        char hex[2 * sizeof value];
        struct err e = {0};
        hex_encode(bytes_of(value, cases[i].n), hex);
        cr_expect_eq(binding_value(cases[i].kind, (struct text){hex, 2 * cases[i].n}, &out, &e),
                     cases[i].ok, "case %zu: %s", i, e.text);
        cr_expect(cases[i].ok || e.kind == ERR_USAGE);
    }
}

Test(binding_value, hex_with_and_without_prefix)
{
    AUTO(buf_done) struct buf plain = buf_start(BINDING_VALUE_MAX);
    AUTO(buf_done) struct buf prefixed = buf_start(BINDING_VALUE_MAX);
    AUTO(buf_done) struct buf wrong = buf_start(BINDING_VALUE_MAX);
    struct err e = {0};
    cr_expect(binding_value(BINDING_ADDRESS, text_of(DERIVED_ADDRESS), &plain, &e));
    expect_hex(&plain, DERIVED_ADDRESS);
    cr_expect(binding_value(BINDING_ADDRESS, text_of("0x" DERIVED_ADDRESS), &prefixed, &e));
    expect_hex(&prefixed, DERIVED_ADDRESS);
    cr_expect_not(binding_value(BINDING_ADDRESS, text_of("0x" DERIVED_ADDRESS "f"), &wrong, &e));
    cr_expect_not(binding_value(BINDING_ADDRESS, text_of("no hex"), &wrong, &e));
    cr_expect_eq(e.kind, ERR_USAGE);
}

static bool reads(enum binding_kind kind, const char *text, const char *want)
{
    AUTO(buf_done) struct buf out = buf_start(BINDING_VALUE_MAX);
    struct err e = {0};
    if (!binding_file(kind, bytes_of(text, strlen(text)), &out, &e)) {
        return false;
    }
    expect_hex(&out, want);
    return true;
}

Test(binding_value, files)
{
    cr_expect(reads(BINDING_TLS_KEY, CERTIFICATE_PEM, KEY_DER));
    cr_expect(reads(BINDING_TLS_KEY, CERTIFICATE_PEM CERTIFICATE_PEM, KEY_DER));
    cr_expect(reads(BINDING_TLS_KEY, KEY_PEM, KEY_DER));
    cr_expect(reads(BINDING_PUBLIC_KEY, "\n" KEY_PEM "\n", KEY_DER));
    cr_expect(reads(BINDING_TLS_KEY, KEY_DER "\n", KEY_DER));
    cr_expect(reads(BINDING_NONCE, " 0x" NONCE "\n", NONCE));
    cr_expect(reads(BINDING_NONCE, "sixteen letters!", "7369787465656e206c65747465727321"));
    cr_expect_not(reads(BINDING_TLS_KEY, KEY_PEM KEY_PEM, KEY_DER), "two keys");
    cr_expect_not(reads(BINDING_TLS_KEY, KEY_PEM "x", KEY_DER));
    cr_expect_not(reads(BINDING_NONCE, CERTIFICATE_PEM, KEY_DER), "91 bytes are no nonce");
    cr_expect_not(reads(BINDING_TLS_KEY, "-----BEGIN PRIVATE KEY-----\n", KEY_DER));
    cr_expect_not(reads(BINDING_ADDRESS, "not twenty", ""));
}

Test(binding_value, a_key_in_der_at_every_length)
{
    uint8_t der[92];
    cr_assert(hex_decode(text_of(KEY_DER "00"), der, sizeof der));
    for (size_t n = 0; n <= sizeof der; n++) {
        AUTO(buf_done) struct buf out = buf_start(BINDING_VALUE_MAX);
        struct err e = {0};
        cr_expect_eq(binding_file(BINDING_TLS_KEY, bytes_of(der, n), &out, &e), n == 91, "%zu", n);
    }
}
