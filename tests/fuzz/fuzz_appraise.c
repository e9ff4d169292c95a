/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: appraise and all writers of reports, behind signatures that always hold. Input:
 * u16 length of a quote, the quote, collateral. What is verified has nothing failed or undecided,
 * and its JSON can be read. */
#include "target.h"

#include <stdlib.h>

#include "attest/appraise.h"
#include "attest/recognise.h"
#include "base/mem.h"
#include "codec/json.h"
#include "report/report_github.h"
#include "report/report_json.h"
#include "report/report_junit.h"
#include "report/report_text.h"

enum { REPORT_CAP = 4 * 1024 * 1024 };

#define JUDGED_AT ((instant)1768435200)

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static bool always(void *state, const struct p256_key *key, const struct sha256 *digest,
                   const struct p256_signature *signature)
{
    (void)state;
    (void)key;
    (void)digest;
    (void)signature;
    return true;
}

static void check_writers(const struct report *report)
{
    AUTO(buf_done) struct buf out = buf_start(REPORT_CAP);
    struct json_writer w = json_writer_to(&out, true);
    report_write_json(report, NULL, &w);
    struct err e;
    AUTO(json_freep) struct json *json = json_parse(buf_view(&out), &e);
    require(json != NULL);
    const struct report_style style = {.verbose = true, .width = 100};
    report_write_text(report, &style, &out);
    report_write_junit(report, &out);
    report_write_github(report, &out);
    require(buf_is_whole(&out));
}

/* The root of the chain at hand is the trusted one, so that the fuzzer gets past that, too. */
static struct bytes root_of(const struct quote *quote, const struct platform *platform,
                            struct chain *chain)
{
    struct err e;
    if (platform->tcb_info_chain.is_read) {
        return chain_root(&platform->tcb_info_chain.chain)->der;
    }
    if (quote->has_signature && quote->signature.has_qe &&
        chain_parse(text_of_bytes(quote->signature.certification_data), CHAIN_MAX, chain, &e)) {
        return chain_root(chain)->der;
    }
    return (struct bytes){NULL, 0};
}

static void judge(const struct quote *quote, const struct platform *platform)
{
    const struct signature_check check = {.verify = always};
    struct chain chain = {0};
    const struct appraise_options options = {
        .at = JUDGED_AT,
        .root_der = root_of(quote, platform, &chain),
        .hardware_only = true,
        .signatures = &check,
    };
    struct report *report = mem_new(sizeof *report);
    appraise(quote, platform, &options, report);
    if (report->verdict == VERDICT_VERIFIED) {
        require(report_first(report, RESULT_FAIL) == NULL);
        require(report_first(report, RESULT_UNDECIDED) == NULL);
    }
    check_writers(report);
    mem_free(report);
    chain_done(&chain);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes in = bytes_of(data, size);
    struct bytes raw;
    uint16_t length = 0;
    struct err e;
    struct evidence evidence = {0};
    if (!bytes_u16le(&in, &length) || !bytes_take(&in, length, &raw) ||
        !evidence_recognise(raw, FORM_QUOTE, &evidence, &e)) {
        return 0;
    }
    struct collateral collateral = {0};
    (void)!collateral_add(&collateral, in, &e);
    struct platform *platform = platform_new(&collateral, evidence.quote.tee);
    judge(&evidence.quote, platform);
    platform_free(platform);
    evidence_done(&evidence);
    return 0;
}
