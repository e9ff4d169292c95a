/* SPDX-License-Identifier: Apache-2.0 */
#include "phala/options.h"

#include <string.h>

#include "attest/limits.h"
#include "codec/pem.h"
#include "crypto/cert.h"

static bool read_root(const struct phala_options *from, struct own_options *out, struct err *e)
{
    if (from->trust_root == NULL) {
        return true;
    }
    struct bytes given = bytes_of(from->trust_root, from->trust_root_size);
    struct text pem = text_of_bytes(given);
    out->root = buf_start(LIMIT_CHAIN);
    bool found = true;
    if (pem_is(pem)) {
        found = pem_next(&pem, "CERTIFICATE", &out->root, &found) && found;
    } else {
        buf_add(&out->root, given);
    }
    struct cert root;
    TRY((found && buf_is_whole(&out->root)) ||
        err_set(e, ERR_MALFORMED, "trust root: not a certificate"));
    TRY(cert_parse(buf_view(&out->root), &root, e) || err_wrap(e, "trust root"));
    out->options.root_der = buf_view(&out->root);
    return true;
}

static bool read_expectations(const struct phala_options *from, struct own_options *out,
                              struct err *e)
{
    TRY(from->n_expectations <= LIMIT_EXPECTATIONS ||
        err_set(e, ERR_USAGE, "more than %d expectations", LIMIT_EXPECTATIONS));
    for (size_t i = 0; i < from->n_expectations; i++) {
        TRY(expectation_parse(text_of(from->expectations[i].name),
                              text_of(from->expectations[i].hex), &out->expectations[i], e));
    }
    out->options.expectations = out->expectations;
    out->options.n_expectations = from->n_expectations;
    return true;
}

static bool read_report_data(const struct phala_options *from, struct own_options *out,
                             struct err *e)
{
    struct expected_report_data *wanted = &out->options.report_data;
    if (from->report_data == NULL) {
        return true;
    }
    TRY((from->report_data_size >= 1 && from->report_data_size <= sizeof wanted->value) ||
        err_set(e, ERR_USAGE, "report data has to be 1 to %zu bytes", sizeof wanted->value));
    wanted->is_given = true;
    wanted->is_whole = !from->report_data_is_prefix;
    wanted->size = from->report_data_size;
    memcpy(wanted->value, from->report_data, from->report_data_size);
    return true;
}

static bool read_allowed(const struct phala_options *from, struct own_options *out, struct err *e)
{
    struct appraise_options *options = &out->options;
    for (const char *const *word = from->allow_tcb; word != NULL && *word != NULL; word++) {
        enum tcb_status status = STATUS_UP_TO_DATE;
        TRY(tcb_status_parse(text_of(*word), &status) ||
            err_set(e, ERR_USAGE, "'%s' is no TCB status", *word));
        options->allow_status[status] = true;
    }
    for (const char *const *name = from->allow_td_attributes; name != NULL && *name != NULL;
         name++) {
        uint64_t bit = 0;
        TRY(td_attribute_parse(text_of(*name), &bit) ||
            err_set(e, ERR_USAGE, "'%s' is no TD attribute that can be accepted", *name));
        options->allow_td_attributes |= bit;
    }
    for (const char *const *id = from->allow_advisories; id != NULL && *id != NULL; id++) {
        TRY(options->n_allow_advisories < LIMIT_ADVISORIES ||
            err_set(e, ERR_USAGE, "more than %d advisories", LIMIT_ADVISORIES));
        out->advisories[options->n_allow_advisories++] = text_of(*id);
    }
    options->allow_advisories = out->advisories;
    return true;
}

bool own_options_read(const struct phala_options *from, struct own_options *out, struct err *e)
{
    *out = (struct own_options){0};
    /* Callers built for an older header have a shorter struct: what they lack is zero. */
    TRY((from->size >= offsetof(struct phala_options, trust_root) && from->size <= sizeof *from) ||
        err_set(e, ERR_USAGE, "options: size is not sizeof(struct phala_options)"));
    struct phala_options known = {0};
    memcpy(&known, from, from->size);
    out->options.at = known.at;
    out->collateral = known.collateral;
    out->options.hardware_only = known.hardware_only;
    TRY(read_root(&known, out, e));
    TRY(read_expectations(&known, out, e));
    TRY(read_report_data(&known, out, e));
    return read_allowed(&known, out, e);
}

void own_options_done(struct own_options *options)
{
    buf_done(&options->root);
}
