/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "crypto/crl.h"
#include "pki.h"

enum { CAP = 64 * 1024 };

#define ENTRY     "3012020105170d3230303130313030303030305a"
#define AKI       AKI_OF(TIMES_20("02"))
#define RIGHT     .signer = 2, .issuer = "Middle"
#define RIGHT_EXT .extensions = CRL_NUMBER AKI

static const struct {
    const char *name;
    struct crl_recipe recipe;
    const char *want;
} cases[] = {
    {"no entries", {RIGHT, RIGHT_EXT}, NULL},
    {"unknown extension", {RIGHT, .extensions = CRL_NUMBER AKI UNKNOWN}, NULL},
    {"reason code that is critical",
     {RIGHT, RIGHT_EXT,
      .entries = "3024020105170d3230303130313030303030305a3010"
                 "300e0603551d150101ff04030a010104"
                 "00"},
     "malformed"},
    {"critical reason code",
     {RIGHT, RIGHT_EXT,
      .entries = "3023020105170d3230303130313030303030305a300f300d0603551d150101ff04030a0101"},
     NULL},
    {"critical extension of an entry",
     {RIGHT, RIGHT_EXT, .entries = "3022020105170d3230303130313030303030305a300e" UNKNOWN_CRITICAL},
     "an entry has an unknown critical extension"},
    {"version 1", {RIGHT, RIGHT_EXT, .version = ""}, "not version 2"},
    {"version 3", {RIGHT, RIGHT_EXT, .version = "020102"}, "not version 2"},
    {"inner SHA-384", {RIGHT, RIGHT_EXT, .inner = ECDSA_SHA384}, "not ECDSA with SHA-256"},
    {"outer SHA-384", {RIGHT, RIGHT_EXT, .outer = ECDSA_SHA384}, "not ECDSA with SHA-256"},
    {"no thisUpdate", {RIGHT, RIGHT_EXT, .this_update = "", .next_update = ""}, "thisUpdate"},
    {"no nextUpdate", {RIGHT, RIGHT_EXT, .next_update = ""}, "nextUpdate"},
    {"empty list", {RIGHT, RIGHT_EXT, .entries = ""}, "list is malformed"},
    {"negative serial",
     {RIGHT, RIGHT_EXT, .entries = "30120201ff170d3230303130313030303030305a"},
     "an entry is malformed"},
    {"serial of 21 octets",
     {RIGHT, RIGHT_EXT, .entries = "3026021501" TIMES_20("22") "170d3230303130313030303030305a"},
     "an entry is malformed"},
    {"entry without a date", {RIGHT, RIGHT_EXT, .entries = "3003020105"}, "an entry is malformed"},
    {"second entry is cut", {RIGHT, RIGHT_EXT, .entries = ENTRY "300302"}, "an entry is malformed"},
    {"no extensions", {RIGHT}, "extensions are malformed"},
    {"no CRL number", {RIGHT, .extensions = AKI}, "no CRL number"},
    {"no authority key identifier", {RIGHT, .extensions = CRL_NUMBER}, "no authority key"},
    {"negative CRL number", {RIGHT, .extensions = "300a0603551d1404030201ff" AKI}, "CRL number"},
    {"CRL number twice", {RIGHT, .extensions = CRL_NUMBER AKI CRL_NUMBER}, "twice"},
    {"unknown critical",
     {RIGHT, .extensions = CRL_NUMBER AKI UNKNOWN_CRITICAL},
     "unknown critical"},
    {"delta CRL",
     {RIGHT, .extensions = CRL_NUMBER AKI "300d0603551d1b0101ff0403020101"},
     "unknown critical"},
    {"element behind it", {RIGHT, RIGHT_EXT, .trailing = "0500"}, "bytes follow"},
    {"zero behind it", {RIGHT, RIGHT_EXT, .trailing = "00"}, "bytes follow"},
};

Test(crl, each_single_defect)
{
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf der = buf_start(CAP);
        struct crl crl;
        struct err e = {0};
        pki_crl(&cases[i].recipe, &der);
        bool ok = crl_parse(buf_view(&der), &crl, &e);
        cr_expect(ok == (cases[i].want == NULL), "%s: %s", cases[i].name, e.text);
        cr_expect(ok || (e.kind == ERR_MALFORMED && cases[i].want != NULL &&
                         strstr(e.text, cases[i].want) != NULL),
                  "%s: %s", cases[i].name, e.text);
    }
}

Test(crl, gives_every_field)
{
    AUTO(buf_done) struct buf der = buf_start(CAP);
    struct crl crl;
    struct err e = {0};
    struct p256_key signer = pki_key(2);
    struct p256_key other = pki_key(3);
    pki_crl(&pki_right_crl, &der);
    cr_assert(crl_parse(buf_view(&der), &crl, &e), "%s", e.text);
    cr_expect(bytes_equal(crl.der, buf_view(&der)));
    cr_expect_eq(crl.this_update, 1577836800);
    cr_expect_eq(crl.next_update, 2208988800);
    cr_expect(bytes_equal(crl.number, bytes_of("\x01", 1)));
    cr_expect(crl.authority_key_id.left == 20 && crl.authority_key_id.at[19] == 2);
    cr_expect_eq(crl.n_entries, 2);
    cr_expect(crl_lists(&crl, bytes_of("\x05", 1)));
    cr_expect(crl_lists(&crl, bytes_of("\x7f\xff", 2)));
    cr_expect(!crl_lists(&crl, bytes_of("\x7f", 1)));
    cr_expect(!crl_lists(&crl, bytes_of("\x05\x00", 2)));
    cr_expect(!crl_lists(&crl, bytes_of(NULL, 0)));
    cr_expect(crl_is_signed_by(&crl, &signer, &signature_check_plain));
    cr_expect(!crl_is_signed_by(&crl, &other, &signature_check_plain));
}

Test(crl, is_refused_at_every_truncation)
{
    AUTO(buf_done) struct buf der = buf_start(CAP);
    pki_crl(&pki_right_crl, &der);
    for (size_t n = 0; n < der.len; n++) {
        AUTO(buf_done) struct buf cut = buf_start(CAP);
        struct crl crl = {.n_entries = 77};
        struct err e = {0};
        buf_add(&cut, bytes_of(der.at, n));
        cr_assert(!crl_parse(buf_view(&cut), &crl, &e), "%zu", n);
        cr_assert(crl.n_entries == 77);
    }
}

Test(crl, every_serial_is_a_plain_magnitude)
{
    AUTO(buf_done) struct buf der = buf_start(CAP);
    struct crl_recipe recipe = pki_right_crl;
    struct crl crl;
    struct err e = {0};
    recipe.entries = "301302020080170d3230303130313030303030305a";
    pki_crl(&recipe, &der);
    cr_assert(crl_parse(buf_view(&der), &crl, &e), "%s", e.text);
    cr_expect(crl_lists(&crl, bytes_of("\x80", 1)));
    cr_expect(!crl_lists(&crl, bytes_of("\x00", 1)));
}
