/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/certificate_view.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/path.h"
#include "codec/der.h"
#include "codec/json.h"
#include "codec/pem.h"
#include "crypto/cert.h"
#include "pki.h"

enum { CAP = 64 * 1024 };

#define LEAF .key = 1, .signer = 2, .issuer = "Middle", .subject = "Leaf"

/* 1.3.6.1.4.1.62397.1.1 and .9 (dstack specification section 14), not critical and critical. */
#define DSTACK_1                                                                                   \
    "3013060a2b0601040183e73d01010405"                                                             \
    "0403010203"
#define DSTACK_9                                                                                   \
    "3014060a2b0601040183e73d01090101ff0403"                                                       \
    "040100"

static const uint8_t oid_1[] = {0x2b, 0x06, 0x01, 0x04, 0x01, 0x83, 0xe7, 0x3d, 0x01, 0x01};
static const uint8_t oid_9[] = {0x2b, 0x06, 0x01, 0x04, 0x01, 0x83, 0xe7, 0x3d, 0x01, 0x09};

static struct buf certificate(const struct recipe *recipe)
{
    struct buf der = buf_start(CAP);
    pki_certificate(recipe, &der);
    return der;
}

/* What every view that is taken holds. */
static void check_view(const struct certificate_view *view, struct bytes der)
{
    const struct bytes parts[] = {view->tbs,  view->serial,    view->issuer,   view->subject,
                                  view->spki, view->algorithm, view->signature};
    cr_expect(view->der.at == der.at && view->der.left == der.left);
    for (size_t i = 0; i < COUNT(parts); i++) {
        cr_expect(parts[i].at > der.at && parts[i].at + parts[i].left <= der.at + der.left, "%zu",
                  i);
    }
}

/* NULL: taken. */
static const struct {
    const char *name;
    const char *want;
    struct recipe recipe;
} cases[] = {
    {"version 3 with extensions", NULL, {LEAF, .extensions = DSTACK_1 DSTACK_9}},
    {"without extensions", NULL, {LEAF}},
    {"version 1", NULL, {LEAF, .version = ""}},
    {"version 2", NULL, {LEAF, .version = "a003020101"}},
    {"unique identifiers", NULL, {LEAF, .unique = "8102000182020002"}},
    {"unique identifiers of version 2",
     NULL,
     {LEAF, .version = "a003020101", .unique = "81020001"}},
    {"a name of no attributes", NULL, {LEAF, .issuer_der = "3000", .subject_der = "3000"}},
    {"a name that is not looked into", NULL, {LEAF, .subject_der = "3003010203"}},
    {"another key", NULL, {LEAF, .key_info = "300906032b656e03020000"}},
    {"a negative serial", NULL, {LEAF, .serial = "0201ff"}},
    {"another algorithm", NULL, {LEAF, .inner = ECDSA_SHA384, .outer = ECDSA_SHA384}},
    {"version 1, written", "the version is malformed", {LEAF, .version = "a003020100"}},
    {"version 4", "the version is malformed", {LEAF, .version = "a003020103"}},
    {"version and more", "the version is malformed", {LEAF, .version = "a0050201020500"}},
    {"no serial", "the serial number is malformed", {LEAF, .serial = ""}},
    {"an empty serial", "the serial number is malformed", {LEAF, .serial = "0200"}},
    {"one algorithm inside", "the signature algorithms differ", {LEAF, .inner = ECDSA_SHA384}},
    {"one algorithm outside", "the signature algorithms differ", {LEAF, .outer = ECDSA_SHA384}},
    {"no algorithm outside", "the signature is malformed", {LEAF, .outer = ""}},
    {"the issuer is a set", "the issuer is malformed", {LEAF, .issuer_der = "3100"}},
    {"no validity", "the validity is malformed", {LEAF, .validity = "3000"}},
    {"the subject is a set", "the subject is malformed", {LEAF, .subject_der = "3100"}},
    {"no key", "the public key is malformed", {LEAF, .key_info = "0500"}},
    {"a constructed unique identifier", "the extensions are malformed", {LEAF, .unique = "a100"}},
    {"unique identifiers in the wrong order",
     "the extensions are malformed",
     {LEAF, .unique = "8202000181020002"}},
    {"a unique identifier without end",
     "a unique identifier is malformed",
     {LEAF, .unique = "8180"}},
    {"a unique identifier in version 1",
     "what follows the key is not of its version",
     {LEAF, .version = "", .unique = "81020001"}},
    {"extensions in version 1",
     "what follows the key is not of its version",
     {LEAF, .version = "", .extensions = DSTACK_1}},
    {"extensions in version 2",
     "what follows the key is not of its version",
     {LEAF, .version = "a003020101", .extensions = DSTACK_1}},
    {"an empty list of extensions", "the extensions are malformed", {LEAF, .extensions = ""}},
    {"an extension twice",
     "an extension is there twice",
     {LEAF, .extensions = DSTACK_1 DSTACK_9 DSTACK_1}},
    {"an extension without value",
     "an extension is malformed",
     {LEAF, .extensions = "3005060355286400"}},
    {"not critical, written",
     "an extension is malformed",
     {LEAF, .extensions = "300c0603552864010100"
                          "04021234"}},
    {"behind the extensions",
     "bytes follow the extensions",
     {LEAF, .extensions = DSTACK_1, .behind = "0500"}},
    {"behind the certificate", "bytes follow its end", {LEAF, .trailing = "00"}},
};

Test(certificate_view, one_part_at_a_time)
{
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf der = certificate(&cases[i].recipe);
        struct certificate_view view;
        struct err e = {0};
        bool ok = certificate_view_parse(buf_view(&der), &view, &e);
        cr_expect_eq(ok, cases[i].want == NULL, "%s: %s", cases[i].name, e.text);
        if (ok) {
            check_view(&view, buf_view(&der));
        } else if (cases[i].want != NULL) {
            cr_expect(e.kind == ERR_MALFORMED && strcmp(e.text, cases[i].want) == 0, "%s: %s",
                      cases[i].name, e.text);
        }
    }
}

Test(certificate_view, every_length_that_is_too_short_is_refused)
{
    AUTO(buf_done) struct buf der = certificate(&cases[0].recipe);
    for (size_t n = 0; n < der.len; n++) {
        struct certificate_view view = {.extensions.n = 77};
        struct err e = {0};
        cr_expect_not(certificate_view_parse(bytes_of(der.at, n), &view, &e), "%zu", n);
        cr_expect(e.kind == ERR_MALFORMED && view.extensions.n == 77, "%zu", n);
    }
}

/* The BIT STRING of the signature is of whole bytes, and the last part. */
Test(certificate_view, what_follows_the_signature)
{
    AUTO(buf_done) struct buf der = certificate(&cases[0].recipe);
    struct certificate_view view;
    struct err e = {0};
    cr_assert(certificate_view_parse(buf_view(&der), &view, &e), "%s", e.text);
    uint8_t *signature = der.at + (view.signature.at - der.at);
    uint8_t last = der.at[der.len - 1];
    signature[-1] = 1;
    der.at[der.len - 1] &= 0xfe;
    cr_expect_not(certificate_view_parse(buf_view(&der), &view, &e));
    cr_expect_str_eq(e.text, "the signature is malformed");
    signature[-1] = 0;
    der.at[der.len - 1] = last;
    /* NULL behind it; the outer length is of two bytes. */
    cr_assert(der.at[1] == 0x82 && der.at[3] < 0xfe);
    der.at[3] += 2;
    buf_add(&der, bytes_of("\x05", 2));
    cr_expect_not(certificate_view_parse(buf_view(&der), &view, &e));
    cr_expect_str_eq(e.text, "the signature is malformed");
}

Test(certificate_view, what_is_in_it)
{
    static const struct recipe recipe = {LEAF, .extensions = DSTACK_1 DSTACK_9};
    AUTO(buf_done) struct buf der = certificate(&recipe);
    struct certificate_view view;
    struct err e = {0};
    cr_assert(certificate_view_parse(buf_view(&der), &view, &e));
    struct p256_key key = pki_key(1);
    cr_expect(view.has_p256_key && bytes_equal(BYTES_OF(view.key.at), BYTES_OF(key.at)));
    cr_expect(bytes_equal(view.serial, bytes_of("\x07", 1)));
    /* 2020-01-01 and 2040-01-01. */
    cr_expect(view.not_before == 1577836800 && view.not_after == 2208988800);
    cr_expect(bytes_equal(view.subject, bytes_of("\x30\x0f\x31\x0d\x30\x0b\x06\x03\x55\x04\x03\x0c"
                                                 "\x04Leaf",
                                                 17)));
    cr_expect_eq(view.issuer.left, 19);
    cr_expect_eq(view.spki.left, 91);
    cr_expect(bytes_equal(bytes_of(view.spki.at + 27, 64), BYTES_OF(key.at)));
    cr_expect_eq(view.extensions.n, 2);
    cr_expect(!view.extensions.at[0].is_critical && view.extensions.at[1].is_critical);
}

Test(certificate_view, extensions_by_their_name)
{
    static const struct recipe recipe = {LEAF, .extensions = DSTACK_1 DSTACK_9};
    AUTO(buf_done) struct buf der = certificate(&recipe);
    struct certificate_view view;
    struct err e = {0};
    struct bytes value = {NULL, 77};
    cr_assert(certificate_view_parse(buf_view(&der), &view, &e));
    cr_assert(certificate_view_extension(&view, BYTES_OF(oid_9), &value));
    cr_expect(bytes_equal(value, bytes_of("\x04\x01\x00", 3)));
    cr_assert(certificate_view_extension(&view, BYTES_OF(oid_1), &value));
    cr_expect(bytes_equal(value, bytes_of("\x04\x03\x01\x02\x03", 5)));
    cr_expect_not(certificate_view_extension(&view, bytes_of(oid_1, sizeof oid_1 - 1), &value));
    cr_expect_eq(value.left, 5);
}

Test(certificate_view, sixteen_extensions_at_most)
{
    AUTO(buf_done) struct buf list = buf_start(CAP);
    for (unsigned i = 0; i < 17; i++) {
        struct recipe recipe = {LEAF, .extensions = NULL};
        buf_printf(&list, "300706035528%02x0400", i);
        AUTO(mem_freep) char *extensions = text_dup(buf_view_text(&list));
        recipe.extensions = extensions;
        AUTO(buf_done) struct buf der = certificate(&recipe);
        struct certificate_view view;
        struct err e = {0};
        cr_expect_eq(certificate_view_parse(buf_view(&der), &view, &e), i < 16, "%u: %s", i,
                     e.text);
    }
}

/* A view takes whatever the closed profile takes, and says the same of it. */
Test(certificate_view, the_closed_profile_is_a_part)
{
    size_t n = 0;
    for (size_t i = 0; i < pki_n_cases; i++) {
        AUTO(buf_done) struct buf der = certificate(&pki_cases[i].recipe);
        struct cert cert;
        struct certificate_view view;
        struct err e = {0};
        if (!cert_parse(buf_view(&der), &cert, &e)) {
            continue;
        }
        n++;
        cr_assert(certificate_view_parse(buf_view(&der), &view, &e), "%s: %s", pki_cases[i].name,
                  e.text);
        cr_expect(bytes_equal(view.tbs, cert.tbs) && bytes_equal(view.issuer, cert.issuer) &&
                      bytes_equal(view.subject, cert.subject),
                  "%s", pki_cases[i].name);
        cr_expect(view.has_p256_key && bytes_equal(BYTES_OF(view.key.at), BYTES_OF(cert.key.at)),
                  "%s", pki_cases[i].name);
        cr_expect(view.not_before == cert.not_before && view.not_after == cert.not_after, "%s",
                  pki_cases[i].name);
    }
    cr_expect_geq(n, 10);
}

static bool is_signed(const struct recipe *recipe, const struct recipe *issuer)
{
    AUTO(buf_done) struct buf der = certificate(recipe);
    AUTO(buf_done) struct buf issuer_der = certificate(issuer);
    struct certificate_view view;
    struct certificate_view issuer_view;
    struct err e = {0};
    cr_assert(certificate_view_parse(buf_view(&der), &view, &e), "%s", e.text);
    cr_assert(certificate_view_parse(buf_view(&issuer_der), &issuer_view, &e), "%s", e.text);
    return certificate_view_is_signed_by(&view, &issuer_view, &signature_check_plain);
}

Test(certificate_view, signatures)
{
    static const struct recipe leaf = {LEAF, .extensions = DSTACK_1};
    static const struct recipe other_algorithm = {LEAF, .inner = ECDSA_SHA384,
                                                  .outer = ECDSA_SHA384};
    static const struct recipe other_key = {.key = 2,
                                            .signer = 3,
                                            .issuer = "Root",
                                            .subject = "Middle",
                                            .key_info = "300906032b656e03020000"};
    static const struct recipe *right = &pki_right[PKI_INTERMEDIATE];
    cr_expect(is_signed(&leaf, right));
    cr_expect(is_signed(right, &pki_right[PKI_ROOT]));
    cr_expect(is_signed(&pki_right[PKI_ROOT], &pki_right[PKI_ROOT]));
    cr_expect_not(is_signed(&leaf, &leaf));
    cr_expect_not(is_signed(&leaf, &pki_right[PKI_ROOT]));
    cr_expect_not(is_signed(&other_algorithm, right));
    cr_expect_not(is_signed(&leaf, &other_key));
}

/* What is signed is everything in front of the algorithm. */
Test(certificate_view, a_changed_byte_is_not_signed)
{
    static const struct recipe leaf = {LEAF, .extensions = DSTACK_1};
    AUTO(buf_done) struct buf der = certificate(&leaf);
    AUTO(buf_done) struct buf issuer_der = certificate(&pki_right[PKI_INTERMEDIATE]);
    struct certificate_view issuer;
    struct certificate_view view;
    struct err e = {0};
    cr_assert(certificate_view_parse(buf_view(&issuer_der), &issuer, &e));
    size_t n_taken = 0;
    for (size_t i = 0; i < der.len; i++) {
        der.at[i] ^= 1;
        if (certificate_view_parse(buf_view(&der), &view, &e)) {
            n_taken++;
            cr_expect_not(certificate_view_is_signed_by(&view, &issuer, &signature_check_plain),
                          "%zu", i);
        }
        der.at[i] ^= 1;
    }
    cr_expect_geq(n_taken, 64);
}

static struct buf pem_of(size_t n)
{
    struct buf pem = buf_start(MIB);
    for (size_t i = 0; i < n; i++) {
        AUTO(buf_done) struct buf der = certificate(&pki_right[i % PKI_N]);
        pem_write("CERTIFICATE", buf_view(&der), &pem);
    }
    return pem;
}

Test(certificate_view, a_text_of_one_to_eight)
{
    for (size_t n = 0; n <= 9; n++) {
        AUTO(buf_done) struct buf pem = pem_of(n);
        AUTO(certificate_views_done) struct certificate_views views = {.n = 0};
        struct err e = {0};
        bool ok = certificate_views_parse(buf_view_text(&pem), &views, &e);
        cr_expect_eq(ok, n >= 1 && n <= 8, "%zu: %s", n, e.text);
        cr_expect_eq(views.n, ok ? n : 0);
        if (n == 0) {
            cr_expect(e.kind == ERR_MALFORMED && strcmp(e.text, "no certificate") == 0);
        } else if (n == 9) {
            cr_expect(e.kind == ERR_TOO_BIG && strcmp(e.text, "more than 8 certificates") == 0);
        }
        for (size_t i = 0; i < views.n; i++) {
            check_view(&views.at[i], views.at[i].der);
        }
    }
}

Test(certificate_view, a_text_of_anything_else)
{
    AUTO(buf_done) struct buf pem = pem_of(1);
    AUTO(buf_done) struct buf behind = pem_of(2);
    AUTO(buf_done) struct buf broken = pem_of(1);
    struct certificate_views views = {.n = 77};
    struct err e = {0};
    buf_text(&behind, "x");
    cr_expect_not(certificate_views_parse(buf_view_text(&behind), &views, &e));
    cr_expect(e.kind == ERR_MALFORMED && strcmp(e.text, "certificate 3: not PEM") == 0, "%s",
              e.text);
    pem_write("CERTIFICATE", bytes_of("\x30\x00", 2), &broken);
    cr_expect_not(certificate_views_parse(buf_view_text(&broken), &views, &e));
    cr_expect_str_eq(e.text, "certificate 2: the signed part is malformed");
    for (size_t n = 0; n + 1 < pem.len; n++) {
        cr_expect_not(certificate_views_parse((struct text){(const char *)pem.at, n}, &views, &e),
                      "%zu", n);
    }
    cr_expect_eq(views.n, 77);
}

Test(certificate_view, a_text_has_a_limit)
{
    AUTO(buf_done) struct buf der = buf_start(2 * MIB);
    AUTO(buf_done) struct buf pem = buf_start(4 * MIB);
    struct certificate_views views = {.n = 77};
    struct err e = {0};
    buf_repeat(&der, 'x', MIB + 1);
    pem_write("CERTIFICATE", buf_view(&der), &pem);
    cr_expect_not(certificate_views_parse(buf_view_text(&pem), &views, &e));
    cr_expect(e.kind == ERR_TOO_BIG && views.n == 77, "%s", e.text);
}

/* The RA-TLS chain of a real deployment: leaf, app CA, KMS CA. */
Test(certificate_view, a_chain_of_dstack)
{
    AUTO(mem_freep)
    char *path = path_join(PHALA_SHARED_DIR,
                           "vectors/attest/phala/vllm-proxy/sample_dstack_info.json");
    AUTO(buf_done) struct buf file = buf_start(4 * MIB);
    struct err e = {0};
    if (!fs_read(path, &file, &e)) {
        cr_skip_test("%s", e.text);
    }
    AUTO(json_freep) struct json *json = json_parse(buf_view(&file), &e);
    cr_assert_not_null(json, "%s", e.text);
    struct text pem;
    cr_assert(json_text(json_member(json_root(json), "app_cert"), &pem));
    AUTO(certificate_views_done) struct certificate_views views = {.n = 0};
    cr_assert(certificate_views_parse(pem, &views, &e), "%s", e.text);
    cr_assert_eq(views.n, 3);
    for (size_t i = 0; i < 3; i++) {
        const struct certificate_view *issuer = &views.at[i < 2 ? i + 1 : 2];
        cr_expect(bytes_equal(views.at[i].issuer, issuer->subject), "%zu", i);
        cr_expect(certificate_view_is_signed_by(&views.at[i], issuer, &signature_check_plain),
                  "%zu", i);
    }
    struct bytes value;
    struct bytes quote;
    uint16_t version = 0;
    cr_assert(certificate_view_extension(&views.at[0], BYTES_OF(oid_1), &value));
    cr_assert(der_element(&value, DER_OCTET_STRING, &quote) && bytes_end(value));
    cr_assert(bytes_u16le(&quote, &version));
    cr_expect_eq(version, 4);
    cr_expect_not(certificate_view_extension(&views.at[1], BYTES_OF(oid_1), &value));
}
