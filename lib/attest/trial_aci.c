/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "attest/aci.h"
#include "attest/dstack.h"

/* Reports of private inference gateways (dstack specification section 18). */

enum { DIGEST_TEXT = 7 + 2 * SHA256_SIZE + 1 };

static const char no_form[] = "the keyset has no canonical form that this version can write";

static void write_digest(const struct sha256 *digest, char out[DIGEST_TEXT])
{
    struct buf text = buf_start(DIGEST_TEXT);
    buf_text(&text, "sha256:");
    buf_hex(&text, BYTES_OF(digest->at));
    (void)snprintf(out, DIGEST_TEXT, "%.*s", TEXT_ARG(buf_view_text(&text)));
    buf_done(&text);
}

/* pass when the text is that digest. */
static struct check *compare_digest(struct trial *t, enum check_id id, const struct sha256 *digest,
                                    struct text named)
{
    char expected[DIGEST_TEXT];
    char actual[CHECK_VALUE];
    write_digest(digest, expected);
    (void)snprintf(actual, sizeof actual, "%.*s", TEXT_ARG(named));
    bool is_equal = text_is(named, expected);
    struct check *check = is_equal ? check_pass(t->checks, id, "equal")
                                   : check_fail(t->checks, id, "the report names another digest");
    check_set_values(check, expected, actual);
    return check;
}

static void check_keyset(struct trial *t, const struct aci_report *aci)
{
    const enum check_id id = CHECK_ACI_KEYSET;
    if (!aci->has_keyset_hash) {
        (void)check_undecided(t->checks, id, "%s", no_form);
        return;
    }
    struct check *check = compare_digest(t, id, &aci->keyset_hash, aci->keyset_digest);
    uint64_t now = t->options->at > 0 ? (uint64_t)t->options->at : 0;
    if (check->result == RESULT_PASS && aci->expires && now >= aci->not_after) {
        check_set(check, RESULT_FAIL, "the keyset counts no more since %" PRIu64 " (Unix time)",
                  aci->not_after);
    }
}

static bool is_statement(const struct trial *t, const struct aci_report *aci, struct bytes nonce)
{
    struct sha256 digest;
    struct bytes rest = quote_report_data(&t->evidence->quote);
    struct bytes front;
    return aci_statement_digest(aci, nonce, &digest) && bytes_take(&rest, SHA256_SIZE, &front) &&
           bytes_equal(front, BYTES_OF(digest.at)) && bytes_all_zero(rest);
}

static void fail_statement(struct trial *t, const struct aci_report *aci, struct bytes nonce)
{
    struct sha256 digest = {0};
    (void)!aci_statement_digest(aci, nonce, &digest);
    struct check *check = check_fail(t->checks, CHECK_ACI_STATEMENT,
                                     "report data is not that of this keyset and the given nonce");
    check_set_bytes(check, BYTES_OF(digest.at), quote_report_data(&t->evidence->quote));
}

/* The nonce is the caller's to know: the report does not name it. */
static void compare_statement(struct trial *t, const struct aci_report *aci)
{
    const enum check_id id = CHECK_ACI_STATEMENT;
    const struct binding *nonce = &t->options->app.bindings[BINDING_NONCE];
    if (nonce->is_given && is_statement(t, aci, nonce->value)) {
        (void)check_pass(t->checks, id, "report data is that of this keyset and the given nonce");
    } else if (nonce->is_given) {
        fail_statement(t, aci, nonce->value);
    } else if (is_statement(t, aci, bytes_of(NULL, 0))) {
        (void)check_pass(t->checks, id,
                         "report data is that of this keyset without a nonce: nothing says when");
    } else {
        struct check *check = check_undecided(t->checks, id,
                                              "the nonce that the report was asked for with is not "
                                              "known");
        check_set_hint(check, "give it: --bind nonce=HEX");
    }
}

/* The report's own word for it has to be right, too. */
static bool is_report_data_named(const struct trial *t, const struct aci_report *aci)
{
    struct bytes rest = quote_report_data(&t->evidence->quote);
    struct bytes front;
    return aci->report_data.left == 0 ||
           (bytes_take(&rest, SHA256_SIZE, &front) && bytes_equal(front, aci->report_data));
}

static void check_statement(struct trial *t, const struct aci_report *aci)
{
    const enum check_id id = CHECK_ACI_STATEMENT;
    if (!t->evidence->has_quote) {
        (void)check_undecided(t->checks, id, "there is no quote");
    } else if (!aci->has_keyset_hash || (aci->is_earlier && !aci->has_identity_hash)) {
        (void)check_undecided(t->checks, id, "%s", no_form);
    } else if (!is_report_data_named(t, aci)) {
        struct check *check = check_fail(t->checks, id,
                                         "the report names other report data than the quote has");
        check_set_bytes(check, aci->report_data, quote_report_data(&t->evidence->quote));
    } else {
        compare_statement(t, aci);
    }
}

static void check_endorsement(struct trial *t, const struct aci_report *aci)
{
    const enum check_id id = CHECK_ACI_ENDORSEMENT;
    bool is_known = false;
    if (!aci->is_earlier) {
        (void)check_skip(t->checks, id, "report data holds the keyset itself, which needs none");
    } else if (!aci->has_keyset_hash || !aci->has_identity_hash) {
        (void)check_undecided(t->checks, id, "%s", no_form);
    } else if (compare_digest(t, id, &aci->identity_hash, aci->workload_id)->result ==
               RESULT_FAIL) {
        check_set(&t->checks->of[id], RESULT_FAIL, "workload_id is not that of the identity");
    } else if (aci_is_endorsed(aci, &is_known)) {
        (void)check_pass(t->checks, id, "the workload's identity signed the digest of the keyset");
    } else if (is_known) {
        (void)check_fail(t->checks, id, "the signature of the workload's identity is wrong");
    } else {
        (void)check_undecided(t->checks, id, "the identity's algorithm '%.*s' is not known",
                              TEXT_ARG(aci->identity.algorithm));
    }
}

static void judge_receipts(struct trial *t, const struct aci_report *aci)
{
    const enum check_id id = CHECK_ACI_RECEIPTS;
    size_t n = 0;
    size_t unknown = 0;
    const char *why_unknown = NULL;
    for (const struct json_value *one = json_first(aci->receipts); one != NULL;
         one = json_next(one)) {
        bool is_known = false;
        const char *why = NULL;
        n++;
        if (aci_receipt_is_signed(aci, one, &is_known, &why)) {
            continue;
        }
        if (is_known) {
            (void)check_fail(t->checks, id, "receipt %zu %s", n, why);
            return;
        }
        unknown = n;
        why_unknown = why;
    }
    if (unknown > 0) {
        (void)check_undecided(t->checks, id, "receipt %zu %s", unknown, why_unknown);
    } else {
        (void)check_pass(t->checks, id, "%zu", n);
    }
}

static void check_receipts(struct trial *t, const struct aci_report *aci)
{
    if (aci->receipts == NULL) {
        (void)check_skip(t->checks, CHECK_ACI_RECEIPTS, "there is no receipt in the document");
    } else if (!aci->has_keyset_hash) {
        (void)check_undecided(t->checks, CHECK_ACI_RECEIPTS, "%s", no_form);
    } else {
        judge_receipts(t, aci);
    }
}

void trial_aci(struct trial *t)
{
    const struct aci_report *aci = t->evidence->aci;
    if (aci == NULL) {
        for (unsigned id = CHECK_ACI_KEYSET; id <= CHECK_ACI_RECEIPTS; id++) {
            (void)check_skip(t->checks, (enum check_id)id, "this is no aci/1 report");
        }
        return;
    }
    check_keyset(t, aci);
    check_statement(t, aci);
    check_endorsement(t, aci);
    check_receipts(t, aci);
}
