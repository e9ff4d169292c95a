/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "base/mem.h"
#include "crypto/cert.h"
#include "pki.h"

enum { CAP = 64 * 1024 };

static struct buf right_der(void)
{
    struct buf der = buf_start(CAP);
    pki_certificate(&pki_right[PKI_LEAF], &der);
    return der;
}

Test(cert, gives_every_field)
{
    AUTO(buf_done) struct buf der = buf_start(CAP);
    struct recipe recipe = pki_right[PKI_INTERMEDIATE];
    struct cert cert;
    struct err e = {0};
    recipe.serial = "02020080";
    pki_certificate(&recipe, &der);
    cr_assert(cert_parse(buf_view(&der), &cert, &e), "%s", e.text);
    struct p256_key key = pki_key(2);
    struct p256_key parent = pki_key(3);
    cr_expect(bytes_equal(cert.der, buf_view(&der)));
    cr_expect(bytes_equal(cert.serial, bytes_of("\x80", 1)));
    cr_expect(bytes_equal(cert.issuer, bytes_of("0\x0f"
                                                "1\x0d"
                                                "0\x0b\x06\x03\x55\x04\x03\x0c\x04Root",
                                                17)));
    cr_expect(text_is(cert.common_name, "Middle"));
    cr_expect_eq(cert.not_before, 1577836800);
    cr_expect_eq(cert.not_after, 2208988800);
    cr_expect(bytes_equal(BYTES_OF(cert.key.at), BYTES_OF(key.at)));
    cr_expect(cert.has_basic_constraints && cert.is_ca && cert.basic_constraints_critical);
    cr_expect(cert.has_path_length && cert.path_length == 0);
    cr_expect(cert.has_key_usage && cert.key_usage == (CERT_KEY_CERT_SIGN | CERT_CRL_SIGN));
    cr_expect_eq(cert.subject_key_id.left, 20);
    cr_expect(cert.authority_key_id.left == 20 && cert.authority_key_id.at[0] == 3);
    cr_expect(cert.sgx_extension.left == 0 && !cert.has_unknown_critical);
    cr_expect(cert_is_signed_by(&cert, &parent, &signature_check_plain));
    cr_expect(!cert_is_signed_by(&cert, &key, &signature_check_plain));
}

Test(cert, is_refused_at_every_truncation)
{
    AUTO(buf_done) struct buf der = right_der();
    struct bytes all = buf_view(&der);
    for (size_t n = 0; n < all.left; n++) {
        struct cert cert = {.path_length = 77};
        struct err e = {0};
        /* A copy of its own size lets the sanitizer see a read behind it. */
        AUTO(buf_done) struct buf cut = buf_start(CAP);
        buf_add(&cut, bytes_of(all.at, n));
        cr_assert(!cert_parse(buf_view(&cut), &cert, &e), "%zu", n);
        cr_assert(e.kind == ERR_MALFORMED && cert.path_length == 77);
    }
}

Test(cert, survives_each_changed_byte)
{
    AUTO(buf_done) struct buf der = right_der();
    for (size_t i = 0; i < der.len; i++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            struct cert cert;
            struct err e = {0};
            der.at[i] ^= (uint8_t)(1U << bit);
            if (cert_parse(buf_view(&der), &cert, &e)) {
                cr_expect(cert.tbs.left > 0 && cert.common_name.len <= der.len);
            } else {
                cr_expect_eq(e.kind, ERR_MALFORMED);
            }
            der.at[i] ^= (uint8_t)(1U << bit);
        }
    }
}

static bool parses(const struct recipe *recipe, struct cert *cert, struct buf *der)
{
    struct err e = {0};
    buf_clear(der);
    pki_certificate(recipe, der);
    return cert_parse(buf_view(der), cert, &e);
}

Test(cert, common_name_is_the_only_one)
{
    AUTO(buf_done) struct buf der = buf_start(CAP);
    struct recipe recipe = pki_right[PKI_LEAF];
    struct cert cert;
    recipe.subject_der = "3018310a300806035504030c0141310a300806035504030c0142";
    cr_assert(parses(&recipe, &cert, &der));
    cr_expect_eq(cert.common_name.len, 0);
    recipe.subject_der = "300c310a300806035504061301"
                         "44";
    cr_assert(parses(&recipe, &cert, &der));
    cr_expect_eq(cert.common_name.len, 0);
    recipe.subject_der = "300c310a30080603550403130141";
    cr_assert(parses(&recipe, &cert, &der));
    cr_expect(text_is(cert.common_name, "A"));
}

Test(cert, knows_the_sgx_extension)
{
    AUTO(buf_done) struct buf der = buf_start(CAP);
    struct recipe recipe = pki_right[PKI_LEAF];
    struct cert cert;
    recipe.extensions = USAGE_LEAF "301106092a864886f84d010d01040430020500";
    cr_assert(parses(&recipe, &cert, &der));
    cr_expect(bytes_equal(cert.sgx_extension, bytes_of("\x30\x02\x05\x00", 4)));
    recipe.extensions = USAGE_LEAF "300d06092a864886f84d010d010400";
    cr_expect(!parses(&recipe, &cert, &der));
}

Test(cert, has_at_most_sixteen_extensions)
{
    AUTO(buf_done) struct buf der = buf_start(CAP);
    AUTO(buf_done) struct buf list = buf_start(CAP);
    struct recipe recipe = pki_right[PKI_LEAF];
    struct cert cert;
    for (unsigned i = 0; i < 17; i++) {
        buf_printf(&list, "30090603552b%02x04021234", i);
        if (i >= 15) {
            AUTO(mem_freep) char *hex = text_dup(buf_view_text(&list));
            recipe.extensions = hex;
            cr_expect_eq(parses(&recipe, &cert, &der), i == 15);
        }
    }
}

static const struct {
    const char *der;
    bool want;
} signatures[] = {
    {"3006020101020102", true},
    {"3006020100020100", true},
    {"", false},
    {"3000", false},
    {"3003020101", false},
    {"300602010102010200", false},
    {"30080201010201020500", false},
    {"308106020101020102", false},
    {"3006020181020102", false},
    {"300702020001020102", false},
    {"3026022100ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff020102", true},
    {"30270222010000000000000000000000000000000000000000000000000000000000000000000001020102",
     false},
    {"3026022101ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff020102", false},
};

Test(cert, signature_is_two_numbers_of_32_octets)
{
    for (size_t i = 0; i < COUNT(signatures); i++) {
        AUTO(buf_done) struct buf der = buf_start(CAP);
        struct p256_signature out;
        pki_hex(signatures[i].der, &der);
        cr_expect_eq(cert_signature(buf_view(&der), &out), signatures[i].want, "%s",
                     signatures[i].der);
        cr_expect(!signatures[i].want || out.at[63] <= 2);
    }
}
