/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "attest/appraise.h"
#include "attest/recognise.h"
#include "attestation_write.h"
#include "base/mem.h"
#include "cases.h"
#include "codec/pem.h"
#include "machine.h"
#include "ra_tls_make.h"
#include "shared.h"

enum { CAP = 256 * 1024, AT_REPORT_DATA = 568, REPORT_DATA = 64 };

enum { QUOTE = 1, EVENT_LOG = 2, APP_ID = 3, ATTESTATION = 8, APP_INFO = 9 };

static const uint8_t app_id[20] = {0xab, 0x84};
static const char log_text[] = "[{\"imr\":3,\"event_type\":134217729,\"digest\":\"\",\"event\":"
                               "\"app-id\",\"event_payload\":\"2200000000000000000000000000000"
                               "000000023\"}]";

/* A quote for the leaf's key. */
static struct buf bound_quote(void)
{
    struct buf quote = case_read("valid_tdx_v4", "quote.bin");
    struct sha512 hash = ra_tls_report_data();
    memcpy(quote.at + AT_REPORT_DATA, hash.at, sizeof hash.at);
    return quote;
}

static struct buf attestation_of(unsigned platform, struct bytes quote)
{
    static const uint8_t report_data[REPORT_DATA];
    struct buf out = buf_start(CAP);
    const struct attestation_recipe recipe = {
        .platform = platform,
        .quote = quote,
        .report_data = BYTES_OF(report_data),
        .config = text_of("{}"),
    };
    attestation_write_v1(&recipe, &out);
    return out;
}

static struct bytes text_view(const char *text)
{
    return text_bytes(text_of(text));
}

static void expect_leaf(const struct buf *extensions, struct bytes quote, size_t events)
{
    AUTO(buf_done) struct buf der = buf_start(CAP);
    ra_tls_leaf(extensions, &der);
    for (unsigned form = 0; form < 2; form++) {
        AUTO(evidence_done) struct evidence evidence = {0};
        struct err e = {0};
        cr_assert(
            evidence_recognise(buf_view(&der), form == 0 ? FORM_ANY : FORM_RA_TLS, &evidence, &e),
            "%s", e.text);
        cr_expect(evidence.kind == EVIDENCE_RA_TLS && evidence.quote_is_of_certificate);
        cr_expect(evidence.has_quote && bytes_equal(evidence.quote.raw, quote));
        cr_expect(evidence.log.n == events && evidence.has_log == (events > 0));
        cr_assert(evidence.n_certificates == 1);
        cr_expect(bytes_equal(evidence.certificates[0], buf_view(&der)));
    }
}

static void expect_error(struct bytes in, enum err_kind kind, const char *text)
{
    struct evidence evidence = {.n_parts = 77};
    struct err e = {0};
    cr_expect_not(evidence_recognise(in, FORM_RA_TLS, &evidence, &e), "%s", text);
    cr_expect(e.kind == kind && evidence.n_parts == 77);
    cr_expect_str_eq(e.text, text);
}

static void expect_leaf_error(const struct buf *extensions, enum err_kind kind, const char *text)
{
    AUTO(buf_done) struct buf der = buf_start(CAP);
    ra_tls_leaf(extensions, &der);
    expect_error(buf_view(&der), kind, text);
}

/* The second log is "ELGZv1" and gzip of the first one, by Python. */
Test(ra_tls, quote_and_log)
{
    static const char packed[] =
        "454c475a76311f8b08000000000002038bae56cacc2d52b232d6514a2d4bcd2b892fa92c4855b232"
        "34363132343737b2d4514ac94c4f2d2e51b25252822a0132130b0a7433536002f105899539f98929"
        "4009232303228091b1526d2c0082cfc8607a000000";
    AUTO(buf_done) struct buf quote = bound_quote();
    AUTO(buf_done) struct buf zipped = buf_start(CAP);
    pki_hex(packed, &zipped);
    for (unsigned i = 0; i < 3; i++) {
        const struct bytes logs[] = {{NULL, 0}, text_view(log_text), buf_view(&zipped)};
        AUTO(buf_done) struct buf extensions = buf_start(CAP);
        ra_tls_extension(QUOTE, buf_view(&quote), &extensions);
        ra_tls_extension(APP_ID, BYTES_OF(app_id), &extensions);
        if (i > 0) {
            ra_tls_extension(EVENT_LOG, logs[i], &extensions);
        }
        expect_leaf(&extensions, buf_view(&quote), i > 0);
    }
}

Test(ra_tls, attestation)
{
    AUTO(buf_done) struct buf quote = bound_quote();
    AUTO(buf_done) struct buf attestation = attestation_of(0, buf_view(&quote));
    AUTO(buf_done) struct buf extensions = buf_start(CAP);
    ra_tls_extension(ATTESTATION, buf_view(&attestation), &extensions);
    expect_leaf(&extensions, buf_view(&quote), 0);
    ra_tls_extension(QUOTE, buf_view(&quote), &extensions);
    ra_tls_extension(EVENT_LOG, text_view(log_text), &extensions);
    expect_leaf(&extensions, buf_view(&quote), 1);

    AUTO(buf_done) struct buf other = case_read("valid_sgx_v3", "quote.bin");
    AUTO(buf_done) struct buf mixed = buf_start(CAP);
    ra_tls_extension(ATTESTATION, buf_view(&attestation), &mixed);
    ra_tls_extension(QUOTE, buf_view(&other), &mixed);
    expect_leaf_error(&mixed, ERR_MALFORMED,
                      "not an RA-TLS certificate that can be read: extensions .1 and .8 hold "
                      "different quotes");
}

Test(ra_tls, attestation_of_another_tee)
{
    AUTO(buf_done) struct buf attestation = attestation_of(3, bytes_of("report", 6));
    AUTO(buf_done) struct buf extensions = buf_start(CAP);
    AUTO(buf_done) struct buf der = buf_start(CAP);
    AUTO(evidence_done) struct evidence evidence = {0};
    struct err e = {0};
    ra_tls_extension(ATTESTATION, buf_view(&attestation), &extensions);
    ra_tls_leaf(&extensions, &der);
    cr_assert(evidence_recognise(buf_view(&der), FORM_ANY, &evidence, &e), "%s", e.text);
    cr_expect(evidence.kind == EVIDENCE_SEV_SNP && !evidence.has_quote);
    cr_expect(evidence.n_certificates == 1 && !evidence.quote_is_of_certificate);

    AUTO(buf_done) struct buf quote = bound_quote();
    AUTO(buf_done) struct buf with_log = buf_start(CAP);
    buf_add(&with_log, buf_view(&extensions));
    ra_tls_extension(QUOTE, buf_view(&quote), &extensions);
    expect_leaf_error(&extensions, ERR_MALFORMED,
                      "not an RA-TLS certificate that can be read: extensions .1 and .8 hold "
                      "different quotes");
    /* A log that no quote proves is not taken. */
    ra_tls_extension(EVENT_LOG, text_view(log_text), &with_log);
    AUTO(buf_done) struct buf other = buf_start(CAP);
    AUTO(evidence_done) struct evidence logged = {0};
    ra_tls_leaf(&with_log, &other);
    cr_assert(evidence_recognise(buf_view(&other), FORM_ANY, &logged, &e), "%s", e.text);
    cr_expect(logged.kind == EVIDENCE_SEV_SNP && !logged.has_log && logged.log.n == 0);
}

/* Attestations may be larger than logs, packed and unpacked. */
Test(ra_tls, a_large_attestation)
{
    AUTO(buf_done) struct buf quote = bound_quote();
    AUTO(buf_done) struct buf config = buf_start(4 * MIB);
    AUTO(buf_done) struct buf attestation = buf_start(4 * MIB);
    AUTO(buf_done) struct buf packed = buf_start(CAP);
    AUTO(buf_done) struct buf extensions = buf_start(CAP);
    static const uint8_t report_data[64];
    uint32_t state = 1;
    buf_text(&config, "{\"x\":\"");
    for (size_t i = 0; i < 64 * KIB; i++) {
        state = state * 1664525 + 1013904223;
        buf_char(&config, "0123456789abcdef"[state >> 28]);
    }
    buf_char(&config, '"');
    buf_repeat(&config, ' ', 2 * MIB);
    buf_char(&config, '}');
    const struct attestation_recipe recipe = {.quote = buf_view(&quote),
                                              .report_data = BYTES_OF(report_data),
                                              .config = buf_view_text(&config)};
    attestation_write_v0(&recipe, &attestation);
    ra_tls_pack(buf_view(&attestation), &packed);
    cr_assert(buf_is_whole(&packed) && packed.len > 20 * KIB);
    ra_tls_extension(ATTESTATION, buf_view(&packed), &extensions);
    expect_leaf(&extensions, buf_view(&quote), 0);
}

/* {"app_id": bin, "compose_hash": [32 integers], "key_provider_info": "{}", "os_image_hash": bin
 * ""}
 */
Test(ra_tls, app_info)
{
    AUTO(buf_done) struct buf quote = bound_quote();
    AUTO(buf_done) struct buf info = buf_start(CAP);
    AUTO(buf_done) struct buf extensions = buf_start(CAP);
    AUTO(buf_done) struct buf der = buf_start(CAP);
    AUTO(evidence_done) struct evidence evidence = {0};
    struct err e = {0};
    pki_hex("84a66170705f6964c414", &info);
    buf_add(&info, BYTES_OF(app_id));
    pki_hex("ac636f6d706f73655f68617368dc0020", &info);
    buf_repeat(&info, 7, 32);
    pki_hex("b16b65795f70726f76696465725f696e666fa27b7d", &info);
    pki_hex("ad6f735f696d6167655f68617368c400", &info);
    ra_tls_extension(QUOTE, buf_view(&quote), &extensions);
    ra_tls_extension(APP_INFO, buf_view(&info), &extensions);
    ra_tls_leaf(&extensions, &der);
    cr_assert(evidence_recognise(buf_view(&der), FORM_ANY, &evidence, &e), "%s", e.text);
    cr_assert(evidence.n_claims == 3);
    cr_expect_str_eq(evidence.claims[0].key, "app_id");
    cr_expect(bytes_equal(evidence.claims[0].value, BYTES_OF(app_id)));
    cr_expect(text_is(evidence.claims[0].path, "extension .9 app_id"));
    cr_expect_str_eq(evidence.claims[1].key, "compose_hash");
    cr_expect(evidence.claims[1].value.left == 32 && evidence.claims[1].value.at[31] == 7);
    cr_expect_str_eq(evidence.claims[2].key, "key_provider_info");
    cr_expect(text_is(text_of_bytes(evidence.claims[2].value), "{}"));
}

Test(ra_tls, extensions_that_are_refused)
{
    static const struct {
        unsigned number;
        const char *content; /* hex */
        const char *text;
    } cases[] = {
        {QUOTE, "040002",
         "extension .1: not a quote that can be read: truncated at "
         "attestation_key_type (byte 2)"},
        {EVENT_LOG, "7b7d", "extension .2: this is no event log"},
        {EVENT_LOG, "454c475a763100", NULL},
        {APP_ID, "00", "extension .3 is an app id of 1 bytes, not 20"},
        {ATTESTATION, "ff00", "extension .8: not an attestation: it begins with ff"},
        {APP_INFO, "81", "extension .9 is no app info"},
        {APP_INFO, "8000", "extension .9 is no app info"},
        {APP_INFO, "81a66170705f6964c40101", "extension .9: app_id is not 20 bytes"},
    };
    AUTO(buf_done) struct buf quote = bound_quote();
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf content = buf_start(CAP);
        AUTO(buf_done) struct buf extensions = buf_start(CAP);
        AUTO(buf_done) struct buf der = buf_start(CAP);
        struct evidence evidence = {0};
        struct err e = {0};
        pki_hex(cases[i].content, &content);
        if (cases[i].number != QUOTE) {
            ra_tls_extension(QUOTE, buf_view(&quote), &extensions);
        }
        ra_tls_extension(cases[i].number, buf_view(&content), &extensions);
        ra_tls_leaf(&extensions, &der);
        cr_assert_not(evidence_recognise(buf_view(&der), FORM_ANY, &evidence, &e), "%zu", i);
        cr_expect(e.kind == ERR_MALFORMED);
        cr_expect(cases[i].text == NULL || strstr(e.text, cases[i].text) != NULL, "%s", e.text);
    }
}

Test(ra_tls, extensions_of_another_shape)
{
    AUTO(buf_done) struct buf quote = bound_quote();
    AUTO(buf_done) struct buf twice = buf_start(CAP);
    AUTO(buf_done) struct buf bare = buf_start(CAP);
    AUTO(buf_done) struct buf large = buf_start(CAP);
    AUTO(buf_done) struct buf log = buf_start(CAP);
    ra_tls_extension(QUOTE, buf_view(&quote), &twice);
    ra_tls_extension(QUOTE, buf_view(&quote), &twice);
    expect_leaf_error(&twice, ERR_MALFORMED,
                      "not an RA-TLS certificate that can be read: certificate 1: an extension is "
                      "there twice");
    /* extnValue 1234 in place of an OCTET STRING */
    buf_text(&bare, "3010060a2b0601040183e73d010104021234");
    expect_leaf_error(&bare, ERR_MALFORMED,
                      "not an RA-TLS certificate that can be read: extension .1 is no OCTET "
                      "STRING");
    /* extnValue an OCTET STRING, and NULL behind it */
    bare.len = 0;
    buf_text(&bare, "3014060a2b0601040183e73d01010406040212340500");
    expect_leaf_error(&bare, ERR_MALFORMED,
                      "not an RA-TLS certificate that can be read: extension .1 is no OCTET "
                      "STRING");
    buf_text(&log, "ELGZv1");
    buf_repeat(&log, 0, 16 * 1024 + 1);
    ra_tls_extension(QUOTE, buf_view(&quote), &large);
    ra_tls_extension(EVENT_LOG, buf_view(&log), &large);
    expect_leaf_error(&large, ERR_TOO_BIG,
                      "not an RA-TLS certificate that can be read: extension .2 has more than "
                      "16384 bytes");
}

/* Spaces around an empty log: 1 MiB is read, a byte more is not. */
Test(ra_tls, a_log_that_expands)
{
    AUTO(buf_done) struct buf quote = bound_quote();
    for (size_t more = 0; more < 2; more++) {
        AUTO(buf_done) struct buf log = buf_start(2 * MIB);
        AUTO(buf_done) struct buf packed = buf_start(CAP);
        AUTO(buf_done) struct buf extensions = buf_start(CAP);
        buf_char(&log, '[');
        buf_repeat(&log, ' ', MIB - 2 + more);
        buf_char(&log, ']');
        ra_tls_pack(buf_view(&log), &packed);
        ra_tls_extension(QUOTE, buf_view(&quote), &extensions);
        ra_tls_extension(EVENT_LOG, buf_view(&packed), &extensions);
        if (more == 0) {
            expect_leaf(&extensions, buf_view(&quote), 0);
        } else {
            expect_leaf_error(&extensions, ERR_TOO_BIG,
                              "not an RA-TLS certificate that can be read: extension .2: gzip: "
                              "more than 1048576 bytes when expanded");
        }
    }
}

Test(ra_tls, certificates_without_evidence)
{
    static const char none[] = "not an RA-TLS certificate: it carries no quote and no attestation";
    AUTO(buf_done) struct buf extensions = buf_start(CAP);
    expect_leaf_error(&extensions, ERR_MALFORMED, none);
    ra_tls_extension(APP_ID, BYTES_OF(app_id), &extensions);
    expect_leaf_error(&extensions, ERR_MALFORMED, none);
    expect_error(text_view("0400"), ERR_MALFORMED, "not a certificate: expected PEM or DER");
    expect_error(text_view("{}"), ERR_MALFORMED, "not a certificate: expected PEM or DER");
    /* Digits of hex that look like two SEQUENCEs. */
    expect_error(text_view("040200000000000000000000000000000000000000000000000000000000"),
                 ERR_MALFORMED, "not a certificate: expected PEM or DER");
}

Test(ra_tls, chains)
{
    AUTO(buf_done) struct buf quote = bound_quote();
    AUTO(buf_done) struct buf extensions = buf_start(CAP);
    AUTO(buf_done) struct buf pem = buf_start(CAP);
    AUTO(evidence_done) struct evidence evidence = {0};
    struct err e = {0};
    ra_tls_extension(QUOTE, buf_view(&quote), &extensions);
    ra_tls_chain(&extensions, 0, NULL, &pem);
    cr_assert(evidence_recognise(buf_view(&pem), FORM_ANY, &evidence, &e), "%s", e.text);
    cr_expect(evidence.n_certificates == 3 && evidence.has_quote);
    AUTO(buf_done) struct buf der = buf_start(CAP);
    for (size_t i = 0; i < 3; i++) {
        buf_add(&der, evidence.certificates[i]);
    }
    AUTO(evidence_done) struct evidence same = {0};
    cr_assert(evidence_recognise(buf_view(&der), FORM_ANY, &same, &e), "%s", e.text);
    cr_expect(same.n_certificates == 3);
    cr_expect(bytes_equal(same.certificates[2], evidence.certificates[2]));

    for (size_t i = 0; i < 6; i++) {
        pem_write("CERTIFICATE", evidence.certificates[1], &pem);
        buf_add(&der, evidence.certificates[1]);
    }
    expect_error(buf_view(&pem), ERR_TOO_BIG,
                 "not an RA-TLS certificate that can be read: more than 8 certificates");
    expect_error(buf_view(&der), ERR_TOO_BIG,
                 "not an RA-TLS certificate that can be read: more than 8 certificates");
    AUTO(buf_done) struct buf key = buf_start(CAP);
    pem_write("PRIVATE KEY", bytes_of("key", 3), &key);
    expect_error(buf_view(&key), ERR_MALFORMED,
                 "not an RA-TLS certificate that can be read: certificate 1: not PEM");
}

Test(ra_tls, nothing_is_missing)
{
    AUTO(buf_done) struct buf quote = bound_quote();
    AUTO(buf_done) struct buf extensions = buf_start(CAP);
    AUTO(buf_done) struct buf der = buf_start(CAP);
    ra_tls_extension(QUOTE, buf_view(&quote), &extensions);
    ra_tls_leaf(&extensions, &der);
    for (size_t n = 0; n < der.len; n++) {
        struct evidence evidence = {0};
        struct err e = {0};
        cr_assert_not(evidence_recognise(bytes_of(der.at, n), FORM_RA_TLS, &evidence, &e), "%zu",
                      n);
        cr_assert(e.kind == ERR_MALFORMED);
    }
    buf_char(&der, 0);
    expect_error(buf_view(&der), ERR_MALFORMED,
                 "not an RA-TLS certificate that can be read: certificate 2: not a DER sequence");
}
