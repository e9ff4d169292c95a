/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "attest/app.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/path.h"
#include "machine.h"

/* Which of the two ids of a device counts. */

#define HASH "abababababababababababababababababababababababababababababababab"

static void claim(struct machine *m, const char *key, struct bytes value)
{
    m->evidence.n_claims = 0;
    evidence_claim(&m->evidence, key, text_of("c"), value);
}

/* SHA-256 of the PPID in the PCK certificate of tests/vectors/negative/valid_tdx_v4 */
#define OF_PPID "bc1443a0d17aab2db1ea0302ef280717ac9a2f23355c5b649ea87d605430458d"

static bool is_device(struct machine *m, struct bytes id)
{
    (void)machine_judge(m, CHECK_LOG_BOOT);
    return bytes_equal(m->report->app->value[APP_KEY_DEVICE_ID], id);
}

Test(device, both_ids_of_a_device)
{
    AUTO(machine_done) struct machine m;
    machine_start(&m);
    machine_boot(&m);
    struct sha256 first = sha256_of(m.evidence.quote.header[HEADER_USER_DATA]);
    struct bytes other = machine_hex(&m, OF_PPID);
    cr_expect(is_device(&m, BYTES_OF(first.at)), "nothing is meant");
    claim(&m, "device_id", other);
    cr_expect(is_device(&m, other), "a claim");
    claim(&m, "app_id", other);
    cr_expect(is_device(&m, BYTES_OF(first.at)), "a claim of another name");
    claim(&m, "device_id", machine_hex(&m, HASH));
    cr_expect(is_device(&m, BYTES_OF(first.at)), "a claim of another device");
    evidence_claim(&m.evidence, "device_id", text_of("c"), other);
    evidence_claim(&m.evidence, "device_id", text_of("c"), machine_hex(&m, HASH));
    cr_expect(is_device(&m, other), "one of three claims");
    evidence_claim(&m.evidence, "device_id", text_of("c"), BYTES_OF(first.at));
    cr_expect(is_device(&m, BYTES_OF(first.at)), "both, of which the first form counts");

    struct expectation expected[2] = {{.key = text_of("mr_kms"), .size = 32},
                                      {.key = text_of("mr_kms"), .size = 32}};
    memcpy(expected[0].value, other.at, 32);
    m.evidence.n_claims = 0;
    m.options.expectations = expected;
    m.options.n_expectations = 2;
    cr_expect(is_device(&m, BYTES_OF(first.at)), "an expectation of another name");
    expected[0].key = text_of("device_id");
    cr_expect(is_device(&m, other), "an expectation");
}

Test(device, a_device_whose_certificate_is_not_there)
{
    AUTO(machine_done) struct machine m;
    machine_start(&m);
    machine_boot(&m);
    struct sha256 first = sha256_of(m.evidence.quote.header[HEADER_USER_DATA]);
    struct bytes other = machine_hex(&m, OF_PPID);
    struct quote_signature *signature = &m.evidence.quote.signature;
    struct quote_signature whole = *signature;
    claim(&m, "device_id", other);
    cr_expect(is_device(&m, other));
    signature->certification_type = CERTIFICATION_PCK_LEAF;
    cr_expect(is_device(&m, BYTES_OF(first.at)), "of a kind that has no chain");
    *signature = whole;
    signature->has_qe = false;
    cr_expect(is_device(&m, BYTES_OF(first.at)), "without the parts of the QE");
    *signature = whole;
    m.evidence.quote.has_signature = false;
    cr_expect(is_device(&m, BYTES_OF(first.at)), "without signature data");
}

/* A machine with the quote of a made case. */
static void start_made(struct machine *m, const char *name)
{
    const char *made = getenv("PHALA_CASES");
    AUTO(mem_freep) char *folder = path_join(made != NULL ? made : PHALA_CASES_DIR, name);
    AUTO(mem_freep) char *path = path_join(folder, "quote.bin");
    struct buf quote = buf_start(MIB);
    struct err e = {0};
    machine_start(m);
    machine_boot(m);
    cr_assert(fs_read(path, &quote, &e), "%s", e.text);
    cr_assert(quote_parse(keep_buf(&m->evidence.keep, &quote), &m->evidence.quote, &e), "%s",
              e.text);
}

/* An extension that lacks something tells of no device either, nor does a PPID of zeros stand for
 * one that was not read. */
Test(device, a_device_whose_certificate_is_wrong)
{
    static const struct {
        const char *name;
        bool is_read;
    } cases[] = {{"valid_tdx_v4", true}, {"sgx_entry_5_missing", false}};
    static const uint8_t zeros[16];
    struct sha256 of_zeros = sha256_of(BYTES_OF(zeros));
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(machine_done) struct machine m;
        start_made(&m, cases[i].name);
        struct bytes other = machine_hex(&m, OF_PPID);
        claim(&m, "device_id", other);
        cr_expect_eq(is_device(&m, other), cases[i].is_read, "%s", cases[i].name);
        claim(&m, "device_id", BYTES_OF(of_zeros.at));
        cr_expect_not(is_device(&m, BYTES_OF(of_zeros.at)), "%s", cases[i].name);
    }
    AUTO(machine_done) struct machine m;
    machine_start(&m);
    machine_boot(&m);
    m.evidence.quote.has_signature = false;
    claim(&m, "device_id", BYTES_OF(of_zeros.at));
    cr_expect_not(is_device(&m, BYTES_OF(of_zeros.at)));
}
