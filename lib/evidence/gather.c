/* SPDX-License-Identifier: Apache-2.0 */
#include "evidence/gather.h"

#include "evidence/load.h"

void gathered_done(struct gathered *gathered)
{
    evidence_done(&gathered->evidence);
    collateral_done(&gathered->collateral);
    inputs_done(&gathered->inputs);
    bundle_done(&gathered->bundle);
}

static bool open_bundle(struct bytes file, struct gathered *out, struct err *e)
{
    TRY(bundle_read(file, &out->bundle, e));
    out->has_bundle = true;
    out->collateral = out->bundle.collateral;
    out->bundle.collateral = (struct collateral){0};
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

/* A bundle's collateral stands in one of its members. */
static bool add_collateral(struct collateral *collateral, struct bytes file, struct err *e)
{
    struct bytes member;
    if (!bundle_is(file)) {
        return collateral_add(collateral, file, e);
    }
    AUTO(json_freep) struct json *bundle = json_parse(file, e);
    TRY(bundle != NULL);
    return json_raw_member(file, "collateral", &member)
               ? collateral_add(collateral, member, e)
               : err_set(e, ERR_MALFORMED, "the bundle has no collateral");
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
        if (!add_collateral(&out->collateral, buf_view(&file), e)) {
            return err_wrap(e, "'%s'", files[i]);
        }
    }
    return true;
}

bool gather_missing(const struct gather *gather, struct gathered *out, struct err *e)
{
    if (!out->evidence.has_quote) {
        return true;
    }
    const struct fetch fetch = {
        .service = gather->service,
        .update = gather->update,
        .http = gather->http,
        .cache = gather->cache,
        .now = gather->now,
        .log = gather->log,
    };
    return fetch_collateral(&fetch, &out->evidence.quote, &out->collateral, &out->inputs, e);
}
