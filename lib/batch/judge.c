/* SPDX-License-Identifier: Apache-2.0 */
#include "batch/judge.h"

#include <string.h>

#include "attest/recognise.h"
#include "base/mem.h"
#include "batch/line.h"
#include "codec/json_write.h"
#include "crypto/equal.h"
#include "crypto/signature_memory.h"
#include "report/report_json.h"

/* Parsed collateral by the digest of what was written, one slot a digest: a newcomer takes the
 * place of whoever sits in it. */
struct slot {
    struct sha256 digest;
    struct platform *platform;
};

struct judge {
    const struct judge_defaults *defaults;
    struct signature_memory *signatures;
    struct signature_check check;
    struct platforms own; /* of the defaults' collateral, each for either TEE */
    struct slot slots[JUDGE_PLATFORMS];
    struct report_input *inputs; /* of the line at hand */
    struct report report;
};

/* One for each TEE. */
static void add_platforms(const struct collateral *from, struct platforms *to)
{
    static const enum tee tees[] = {TEE_SGX, TEE_TDX};
    for (size_t i = 0; i < COUNT(tees); i++) {
        struct collateral copy = {0};
        for (unsigned piece = 0; piece < PIECE_COUNT; piece++) {
            collateral_copy_piece(from, (enum collateral_piece)piece, &copy);
        }
        platforms_add(to, platform_new(&copy, tees[i]));
    }
}

struct judge *judge_new(const struct judge_defaults *defaults)
{
    struct judge *judge = mem_new(sizeof *judge);
    judge->defaults = defaults;
    judge->inputs = mem_array(defaults->n_inputs + 2, sizeof *judge->inputs);
    judge->signatures = signature_memory_new();
    judge->check = signature_memory_check(judge->signatures);
    for (size_t i = 0; i < defaults->n_collateral; i++) {
        add_platforms(&defaults->collateral[i], &judge->own);
    }
    return judge;
}

void judge_free(struct judge *judge)
{
    if (judge == NULL) {
        return;
    }
    platforms_done(&judge->own);
    for (size_t i = 0; i < JUDGE_PLATFORMS; i++) {
        platform_free(judge->slots[i].platform);
    }
    report_done(&judge->report);
    signature_memory_free(judge->signatures);
    mem_free(judge->inputs);
    mem_free(judge);
}

static bool holds(const struct slot *slot, const struct sha256 *digest, enum tee tee)
{
    return slot->platform != NULL && slot->platform->tee == tee &&
           equal_bytes(BYTES_OF(slot->digest.at), BYTES_OF(digest->at));
}

/* The line's own collateral, parsed now or before; NULL when it is none. */
static const struct slot *find_slot(struct judge *judge, const struct line *line, enum tee tee,
                                    struct err *e)
{
    struct sha256 digest = sha256_of(line->collateral);
    struct slot *slot = &judge->slots[digest.at[0] % JUDGE_PLATFORMS];
    if (holds(slot, &digest, tee)) {
        return slot;
    }
    struct collateral collateral = {0};
    if (!collateral_add_json(&collateral, line->collateral_object, e)) {
        collateral_done(&collateral);
        return NULL;
    }
    platform_free(slot->platform);
    *slot = (struct slot){.digest = digest, .platform = platform_new(&collateral, tee)};
    return slot;
}

static bool is_replaced(const struct expectation *expectation, const struct line *line)
{
    for (size_t i = 0; i < line->n_expectations; i++) {
        if (text_equal(expectation->key, line->expectations[i].key)) {
            return true;
        }
    }
    return false;
}

/* The defaults' expectations where the line has none for the key, then the line's. Too many are
 * refused: one that is left out would be one that is not checked. */
static bool merge_expectations(const struct judge_defaults *defaults, const struct line *line,
                               struct expectation out[LIMIT_EXPECTATIONS], size_t *n, struct err *e)
{
    size_t count = 0;
    for (size_t i = 0; i < defaults->options->n_expectations; i++) {
        const struct expectation *expected = &defaults->options->expectations[i];
        bool replaced = is_replaced(expected, line);
        if (replaced && defaults->policy != NULL) {
            return err_set(e, ERR_MALFORMED, "expect: %.*s is what the policy says",
                           TEXT_ARG(expected->key));
        }
        if (!replaced) {
            out[count++] = *expected;
        }
    }
    if (count + line->n_expectations > LIMIT_EXPECTATIONS) {
        return err_set(e, ERR_MALFORMED, "more than %d expectations", LIMIT_EXPECTATIONS);
    }
    for (size_t i = 0; i < line->n_expectations; i++) {
        out[count++] = line->expectations[i];
    }
    *n = count;
    return true;
}

static void add_input(struct judge *judge, const struct report_input *input)
{
    judge->inputs[judge->report.n_inputs++] = *input;
}

/* The quote, then the line's own collateral (by its digest) or else the defaults', and what else
 * they rest on. */
static void describe_inputs(struct judge *judge, const struct line *line,
                            const struct evidence *evidence, const struct sha256 *own)
{
    bool is_quote = line->quote.at != NULL;
    const struct judge_defaults *defaults = judge->defaults;
    judge->report.inputs = judge->inputs;
    judge->report.n_inputs = 0;
    add_input(judge,
              &(struct report_input){
                  .role = "evidence",
                  .name = is_quote ? "quote" : "evidence",
                  .origin = defaults->origin,
                  .sha256 = sha256_of(is_quote ? buf_view(&evidence->bytes) : line->evidence),
              });
    if (own != NULL) {
        add_input(judge, &(struct report_input){.role = "collateral",
                                                .name = "collateral",
                                                .origin = defaults->origin,
                                                .sha256 = *own});
    }
    for (size_t i = 0; i < defaults->n_inputs; i++) {
        bool is_collateral = strcmp(defaults->inputs[i].role, "collateral") == 0;
        if (own == NULL || !is_collateral) {
            add_input(judge, &defaults->inputs[i]);
        }
    }
}

static const enum line_result results[] = {
    [VERDICT_VERIFIED] = LINE_VERIFIED,
    [VERDICT_REJECTED] = LINE_REJECTED,
    [VERDICT_UNDECIDED] = LINE_UNDECIDED,
};

static bool judge_parsed(struct judge *judge, const struct line *line, struct buf *out,
                         enum line_result *result, struct err *e)
{
    AUTO(evidence_done) struct evidence evidence = {0};
    TRY(line->quote.at != NULL
            ? evidence_recognise(text_bytes(line->quote), FORM_QUOTE, &evidence, e)
            : evidence_recognise(line->evidence, FORM_ANY, &evidence, e));

    enum tee tee = evidence.quote.tee; /* any, when there is no quote */
    const struct slot *slot = NULL;
    if (line->collateral_object != NULL) {
        slot = find_slot(judge, line, tee, e);
        TRY(slot != NULL);
    }

    struct expectation expectations[LIMIT_EXPECTATIONS];
    struct appraise_options options = *judge->defaults->options;
    TRY(merge_expectations(judge->defaults, line, expectations, &options.n_expectations, e));
    options.expectations = expectations;
    options.at = line->has_at ? line->at : options.at;
    options.signatures = &judge->check;
    report_done(&judge->report);
    if (slot != NULL) {
        evidence_appraise(&evidence, slot->platform, &options, &judge->report);
    } else {
        evidence_appraise_by(&evidence, &judge->own, &options, &judge->report);
    }
    if (judge->defaults->policy != NULL) {
        policy_annotate(judge->defaults->policy, &judge->report);
    }

    describe_inputs(judge, line, &evidence, slot != NULL ? &slot->digest : NULL);
    struct json_writer w = json_writer_to(out, false);
    report_write_json(&judge->report, &line->id, &w);
    buf_char(out, '\n');
    *result = results[judge->report.verdict];
    return true;
}

void judge_write_error(const struct text *id, const struct err *e, struct buf *out)
{
    struct json_writer w = json_writer_to(out, false);
    json_begin_object(&w);
    json_key(&w, "id");
    if (id != NULL && id->at != NULL) {
        json_write_text(&w, *id);
    } else {
        json_write_null(&w);
    }
    json_member_string(&w, "schema", "phala.error/1");
    json_key(&w, "error");
    json_begin_object(&w);
    json_member_string(&w, "kind", err_word(e->kind));
    json_member_string(&w, "message", e->text);
    json_member_string(&w, "hint", e->hint);
    json_key(&w, "request_id");
    json_write_null(&w);
    json_end_object(&w);
    json_end_object(&w);
    buf_char(out, '\n');
}

enum line_result judge_line(struct judge *judge, struct bytes text, struct buf *out)
{
    struct err e = {0};
    AUTO(line_done) struct line line;
    enum line_result result = LINE_MALFORMED;
    if (!line_parse(text, &line, &e) || !judge_parsed(judge, &line, out, &result, &e)) {
        judge_write_error(&line.id, &e, out);
    }
    return result;
}
