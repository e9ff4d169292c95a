/* SPDX-License-Identifier: Apache-2.0 */
#include "evidence/gather.h"

#include "evidence/load.h"

void gathered_done(struct gathered *gathered)
{
    evidence_done(&gathered->evidence);
    collateral_done(&gathered->collateral);
    inputs_done(&gathered->inputs);
}

bool gather_evidence(const struct gather *gather, const char *operand, enum evidence_form form,
                     struct gathered *out, struct err *e)
{
    const struct load load = {
        .role = "evidence",
        .expected = "an SGX or TDX quote",
        .cap = LIMIT_EVIDENCE,
        .stdin_fd = gather->stdin_fd,
        .http = gather->http,
    };
    AUTO(buf_done) struct buf file = {0};
    TRY(load_operand(&load, operand, &file, &out->inputs, e));
    return evidence_recognise(buf_view(&file), form, &out->evidence, e) ||
           err_wrap(e, "'%s'", operand);
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
        if (!collateral_add(&out->collateral, buf_view(&file), e)) {
            return err_wrap(e, "'%s'", files[i]);
        }
    }
    return true;
}

bool gather_missing(const struct gather *gather, struct gathered *out, struct err *e)
{
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
