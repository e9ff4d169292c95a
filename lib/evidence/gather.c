/* SPDX-License-Identifier: Apache-2.0 */
#include "evidence/gather.h"

#include "attest/model.h"
#include "codec/json.h"
#include "evidence/load.h"

void gathered_done(struct gathered *gathered)
{
    evidence_done(&gathered->evidence);
    for (size_t i = 0; i <= gathered->n_others; i++) {
        collateral_done(&gathered->collateral[i]);
    }
    inputs_done(&gathered->inputs);
    bundle_done(&gathered->bundle);
}

static bool open_bundle(struct bytes file, struct gathered *out, struct err *e)
{
    TRY(bundle_read(file, &out->bundle, e));
    out->has_bundle = true;
    out->n_others = out->bundle.n_others;
    for (size_t i = 0; i <= out->n_others; i++) {
        out->collateral[i] = out->bundle.collateral[i];
        out->bundle.collateral[i] = (struct collateral){0};
    }
    for (size_t i = 0; i < out->bundle.n_files; i++) {
        const struct bundle_file *found = &out->bundle.files[i];
        if (text_is(found->role, "evidence")) {
            out->inputs.bundle = &out->bundle;
            return evidence_recognise(buf_view(&found->content), FORM_ANY, &out->evidence, e);
        }
    }
    return err_set(e, ERR_MALFORMED, "the bundle has no evidence");
}

bool gather_evidence(const struct gather *gather, const char *operand, enum evidence_form form,
                     struct gathered *out, struct err *e)
{
    static const enum load_url urls[] = {
        [FORM_ANY] = LOAD_EITHER,
        [FORM_QUOTE] = LOAD_ANSWER,
        [FORM_JSON] = LOAD_ANSWER,
        [FORM_RA_TLS] = LOAD_CERTIFICATES,
    };
    const struct load load = {
        .role = "evidence",
        .expected = "an SGX or TDX quote",
        .cap = LIMIT_EVIDENCE,
        .stdin_fd = gather->stdin_fd,
        .http = gather->http,
        .url = urls[form],
    };
    AUTO(buf_done) struct buf file = {0};
    TRY(load_operand(&load, operand, &file, &out->inputs, e));
    bool is_bundle = form == FORM_ANY && bundle_is(buf_view(&file));
    bool ok = is_bundle ? open_bundle(buf_view(&file), out, e)
                        : evidence_recognise(buf_view(&file), form, &out->evidence, e);
    return ok || err_wrap(e, "'%s'", operand);
}

bool gather_event_log(const struct gather *gather, const char *file, struct gathered *out,
                      struct err *e)
{
    const struct load load = {
        .role = "event-log",
        .expected = "the event log of a machine",
        .cap = LIMIT_EVIDENCE,
        .stdin_fd = gather->stdin_fd,
    };
    struct evidence *evidence = &out->evidence;
    AUTO(buf_done) struct buf content = {0};
    if (evidence->has_log) {
        (void)err_set(e, ERR_USAGE, "the evidence has its own event log: '%s' is one too many",
                      file);
        return err_hint(e, "leave --event-log out");
    }
    TRY(load_operand(&load, file, &content, &out->inputs, e));
    if (!event_log_parse(buf_view(&content), &evidence->keep, &evidence->log, e)) {
        return err_wrap(e, "'%s'", file);
    }
    evidence->has_log = evidence->log.n > 0;
    return evidence->has_log || err_set(e, ERR_MALFORMED, "'%s' has no events", file);
}

/* One for another platform than those that are there. */
static bool add_other(struct gathered *out, const struct json_value *object, struct err *e)
{
    AUTO(collateral_done) struct collateral own = {0};
    TRY(collateral_add_json(&own, object, e));
    for (size_t i = 0; i <= out->n_others; i++) {
        if (collateral_is_like(&own, &out->collateral[i])) {
            return err_set(e, ERR_USAGE, "collateral is given twice for one platform model");
        }
    }
    if (out->n_others + 1 == LIMIT_PLATFORMS) {
        return err_set(e, ERR_TOO_BIG, "collateral of more than %d platforms", LIMIT_PLATFORMS);
    }
    out->collateral[++out->n_others] = own;
    own = (struct collateral){0};
    return true;
}

static bool add_object(struct gathered *out, const struct json_value *object, struct err *e)
{
    return out->collateral[0].has[PIECE_TCB_INFO]
               ? add_other(out, object, e)
               : collateral_add_json(&out->collateral[0], object, e);
}

/* A bundle's collateral stands in two of its members. */
static bool add_bundled(struct gathered *out, const struct json_value *bundle, struct err *e)
{
    const struct json_value *first = json_member(bundle, "collateral");
    const struct json_value *others = json_member(bundle, "other_collateral");
    if (first == NULL) {
        return err_set(e, ERR_MALFORMED, "the bundle has no collateral");
    }
    TRY(add_object(out, first, e));
    for (const struct json_value *v = json_first(others); v != NULL; v = json_next(v)) {
        TRY(add_object(out, v, e));
    }
    return true;
}

/* Pieces, or a whole one that may be for another platform. */
static bool add_collateral(struct gathered *out, struct bytes file, struct err *e)
{
    bool is_bundle = bundle_is(file);
    if (!is_bundle && (!out->collateral[0].has[PIECE_TCB_INFO] ||
                       !text_starts(text_trim(text_of_bytes(file)), "{"))) {
        return collateral_add(&out->collateral[0], file, e);
    }
    AUTO(json_freep) struct json *json = json_parse(file, e);
    TRY(json != NULL);
    const struct json_value *root = json_root(json);
    if (is_bundle) {
        return add_bundled(out, root, e);
    }
    return json_member(root, "tcb_info") != NULL ? add_other(out, root, e)
                                                 : collateral_add(&out->collateral[0], file, e);
}

bool gather_collateral(const struct gather *gather, const char *const *files, size_t n,
                       struct gathered *out, struct err *e)
{
    const struct load load = {
        .role = "collateral",
        .expected = "the collateral of a quote",
        .cap = LIMIT_COLLATERAL,
        .stdin_fd = gather->stdin_fd,
    };
    for (size_t i = 0; i < n; i++) {
        AUTO(buf_done) struct buf file = {0};
        TRY(load_operand(&load, files[i], &file, &out->inputs, e));
        if (!add_collateral(out, buf_view(&file), e)) {
            return err_wrap(e, "'%s'", files[i]);
        }
    }
    return true;
}
