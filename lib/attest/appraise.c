/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/appraise.h"

#include <assert.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "attest/dcap.h"

static const uint8_t intel_vendor_id[] = {0x93, 0x9a, 0x72, 0x33, 0xf7, 0x9c, 0x4c, 0xa9,
                                          0x94, 0x0a, 0x0d, 0xb3, 0x95, 0x7f, 0x06, 0x07};

void dcap_undecided(struct appraisal *a, enum check_id first, enum check_id last,
                    struct reason reason)
{
    for (unsigned id = first; id <= (unsigned)last; id++) {
        struct check *check = check_undecided(a->checks, (enum check_id)id, "%s", reason.detail);
        if (reason.hint != NULL) {
            check_set_hint(check, "%s", reason.hint);
        }
    }
}

struct reason dcap_because(const struct appraisal *a, const char *detail)
{
    if (a->platform == NULL) {
        return (struct reason){"there is no collateral", HINT_FETCH};
    }
    return (struct reason){detail, NULL};
}

struct reason dcap_missing(const struct appraisal *a, enum collateral_piece piece, char *room,
                           size_t size)
{
    if (a->platform == NULL) {
        return dcap_because(a, NULL);
    }
    (void)snprintf(room, size, "the collateral has no %s", collateral_piece_key(piece));
    return (struct reason){room, HINT_FETCH};
}

void dcap_quote(struct appraisal *a)
{
    const struct quote *quote = a->quote;
    (void)check_equal(a->checks, CHECK_QUOTE_VENDOR_ID, BYTES_OF(intel_vendor_id),
                      quote->header[HEADER_QE_VENDOR_ID]);
    if (quote->key_type == KEY_TYPE_ECDSA_P256) {
        (void)check_pass(a->checks, CHECK_QUOTE_KEY_TYPE, "type %d", KEY_TYPE_ECDSA_P256);
    } else {
        (void)check_fail(a->checks, CHECK_QUOTE_KEY_TYPE, "type %u is not ECDSA P-256 (%d)",
                         (unsigned)quote->key_type, KEY_TYPE_ECDSA_P256);
    }
    if (!quote->has_signature) {
        (void)check_skip(a->checks, CHECK_QUOTE_TRAILING, "where the quote ends is not known");
    } else if (bytes_all_zero(quote->trailing)) {
        (void)check_pass(a->checks, CHECK_QUOTE_TRAILING, "%zu zero bytes", quote->trailing.left);
    } else {
        (void)check_warn(a->checks, CHECK_QUOTE_TRAILING,
                         "%zu bytes behind the signature data, not all of them zero, are not "
                         "signed and were not looked at",
                         quote->trailing.left);
    }
}

void appraise_start(const struct appraise_options *options, struct report *out)
{
    bool is_builtin = options->root_der.left == 0 ||
                      bytes_equal(options->root_der, intel_root_der());
    memset(out, 0, offsetof(struct report, checks));
    out->n_expectations = 0;
    out->inputs = NULL;
    out->n_inputs = 0;
    out->at = options->at;
    out->trust_root_is_builtin = is_builtin;
    out->trust_root = is_builtin ? intel_root_sha256 : sha256_of(options->root_der);
    checks_start(&out->checks);
}

static void start(struct appraisal *a)
{
    const struct signature_check *signatures = a->options->signatures;
    appraise_start(a->options, a->report);
    a->report->quote = a->quote;
    a->checks = &a->report->checks;
    a->signatures = signature_once_start(&a->once,
                                         signatures != NULL ? signatures : &signature_check_plain);

    struct err e;
    a->root_der = a->report->trust_root_is_builtin ? intel_root_der() : a->options->root_der;
    a->has_root = cert_parse(a->root_der, &a->root, &e);
}

static bool has_pieces(const struct platform *platform)
{
    bool has = false;
    for (size_t i = 0; platform != NULL && i < PIECE_COUNT; i++) {
        has = has || platform->collateral.has[i];
    }
    return has;
}

void appraise_quote(const struct quote *quote, const struct platform *platform,
                    const struct appraise_options *options, struct report *out)
{
    assert(platform == NULL || platform->tee == quote->tee);
    struct appraisal a = {.quote = quote, .options = options, .report = out};
    a.platform = has_pieces(platform) ? platform : NULL;
    start(&a);
    dcap_quote(&a);
    dcap_pck(&a);
    dcap_signers(&a);
    dcap_crls(&a);
    dcap_revocations(&a);
    dcap_tcb_info(&a);
    dcap_qe_identity(&a);
    dcap_qe(&a);
    dcap_quote_signature(&a);
    dcap_module(&a);
    dcap_tcb(&a);
    policy_appraise(&a);
    dcap_valid_until(&a);
    chain_done(&a.embedded);
}

void appraise(const struct quote *quote, const struct platform *platform,
              const struct appraise_options *options, struct report *out)
{
    appraise_quote(quote, platform, options, out);
    out->groups = 1U << GROUP_HARDWARE | 1U << GROUP_ASKED;
    expectations_appraise(options, out);
    verdict_draw(out, options);
}
