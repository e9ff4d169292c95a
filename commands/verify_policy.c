/* SPDX-License-Identifier: Apache-2.0 */
#include <unistd.h>

#include "base/clock.h"
#include "base/hex.h"
#include "base/mem.h"
#include "codec/pem.h"
#include "commands/verify_options.h"
#include "crypto/cert.h"
#include "evidence/load.h"

enum { ROOT_CAP = 64 * 1024, PREFIX_MIN = 16, FILE_CAP = 16 * 1024 * 1024 };

static bool load(const char *role, const char *expected, const char *path, struct buf *out,
                 struct err *e)
{
    const struct load load = {
        .role = role, .expected = expected, .cap = FILE_CAP, .stdin_fd = STDIN_FILENO};
    return load_operand(&load, path, out, NULL, e);
}

/* A root is handed in as PEM or DER and has to be one certificate of the profile. */
static bool load_root(const char *path, struct verify_policy *policy, struct err *e)
{
    AUTO(buf_done) struct buf file = {0};
    TRY(load("trust-root", "a root CA certificate", path, &file, e));
    policy->root = buf_start(ROOT_CAP);
    struct text text = buf_view_text(&file);
    if (pem_is(text)) {
        bool found = false;
        struct text rest = text;
        if (!pem_next(&rest, "CERTIFICATE", &policy->root, &found) || !found ||
            text_trim(rest).len > 0) {
            return err_set(e, ERR_MALFORMED, "'%s': expected exactly one certificate", path);
        }
    } else {
        buf_add(&policy->root, buf_view(&file));
    }
    struct cert root;
    if (!cert_parse(buf_view(&policy->root), &root, e)) {
        return err_wrap(e, "'%s'", path);
    }
    policy->options.root_der = buf_view(&policy->root);
    return true;
}

static bool has_key(const struct verify_policy *policy, struct text key)
{
    for (size_t i = 0; i < policy->options.n_expectations; i++) {
        if (text_equal(policy->expectations[i].key, key)) {
            return true;
        }
    }
    return false;
}

/* KEY=@FILE: the sha256 of the file, for fields of 32 bytes. */
static bool expect_digest(struct text key, const char *path, struct expectation *out, struct err *e)
{
    char hex[2 * SHA256_SIZE];
    if (expectation_size(key) != SHA256_SIZE && expectation_size(key) != 0) {
        return err_set(e, ERR_USAGE, "%.*s has %zu bytes, a sha256 has 32", TEXT_ARG(key),
                       expectation_size(key));
    }
    AUTO(buf_done) struct buf file = {0};
    TRY(load("expectation", "a file to hash", path, &file, e));
    struct sha256 digest = sha256_of(buf_view(&file));
    hex_encode(BYTES_OF(digest.at), hex);
    return expectation_parse(key, (struct text){hex, sizeof hex}, out, e);
}

static bool add_expectation(const char *word, struct verify_policy *policy, struct err *e)
{
    struct text key;
    struct text value;
    (void)text_split(text_of(word), '=', &key, &value);
    if (policy->options.n_expectations == LIMIT_EXPECTATIONS) {
        return err_set(e, ERR_USAGE, "option '--expect': more than %d", LIMIT_EXPECTATIONS);
    }
    if (has_key(policy, key)) {
        return err_set(e, ERR_USAGE, "option '--expect': %.*s is given twice", TEXT_ARG(key));
    }
    struct expectation *out = &policy->expectations[policy->options.n_expectations];
    bool ok = text_starts(value, "@") ? expect_digest(key, value.at + 1, out, e)
                                      : expectation_parse(key, value, out, e);
    if (!ok) {
        return e->kind == ERR_USAGE && err_wrap(e, "option '--expect'");
    }
    policy->options.n_expectations++;
    return true;
}

static bool parse_report_data(const char *hex, const char *option, size_t min,
                              struct expected_report_data *out, struct err *e)
{
    struct text text = text_of(hex);
    out->size = text.len / 2;
    if (out->size < min || out->size > sizeof out->value ||
        !hex_decode(text, out->value, out->size)) {
        return err_set(e, ERR_USAGE, "option '--%s': expected hex of %zu to %zu bytes", option, min,
                       sizeof out->value);
    }
    out->is_given = true;
    return true;
}

static bool set_report_data(const struct verify_args *args, struct expected_report_data *out,
                            struct err *e)
{
    int given = (args->report_data != NULL) + (args->report_data_prefix != NULL) +
                (args->report_data_sha256 != NULL);
    if (given > 1) {
        return err_set(e, ERR_USAGE, "only one of the --report-data options can be given");
    }
    out->is_whole = args->report_data_prefix == NULL;
    if (args->report_data != NULL) {
        return parse_report_data(args->report_data, "report-data", 1, out, e);
    }
    if (args->report_data_prefix != NULL) {
        return parse_report_data(args->report_data_prefix, "report-data-prefix", PREFIX_MIN, out,
                                 e);
    }
    if (args->report_data_sha256 != NULL) {
        AUTO(buf_done) struct buf file = {0};
        TRY(load("report-data", "a file to hash", args->report_data_sha256, &file, e));
        struct sha256 digest = sha256_of(buf_view(&file));
        struct bytes from = BYTES_OF(digest.at);
        out->size = sizeof digest.at;
        out->is_given = bytes_copy(&from, out->value, out->size);
    }
    return true;
}

static bool allow_status(const char *word, bool allow[STATUS_COUNT], struct err *e)
{
    if (text_is(text_of(word), "any")) {
        for (size_t i = 0; i < STATUS_COUNT; i++) {
            allow[i] = true;
        }
        return true;
    }
    enum tcb_status status = STATUS_COUNT;
    if (!tcb_status_parse(text_of(word), &status)) {
        return err_set(e, ERR_USAGE, "option '--allow-tcb': unknown status '%s'", word);
    }
    allow[status] = true;
    return true;
}

static bool set_allowances(const struct verify_args *args, struct verify_policy *policy,
                           struct err *e)
{
    struct appraise_options *options = &policy->options;
    for (size_t i = 0; i < args->allow_tcb.n; i++) {
        TRY(allow_status(args->allow_tcb.at[i], options->allow_status, e));
    }
    for (size_t i = 0; i < args->allow_td_attribute.n; i++) {
        uint64_t bit = 0;
        if (!td_attribute_parse(text_of(args->allow_td_attribute.at[i]), &bit)) {
            return err_set(e, ERR_USAGE, "option '--allow-td-attribute': '%s' cannot be allowed",
                           args->allow_td_attribute.at[i]);
        }
        options->allow_td_attributes |= bit;
    }
    policy->advisories = mem_array(args->allow_advisory.n, sizeof *policy->advisories);
    for (size_t i = 0; i < args->allow_advisory.n; i++) {
        policy->advisories[i] = text_of(args->allow_advisory.at[i]);
    }
    options->allow_advisories = policy->advisories;
    options->n_allow_advisories = args->allow_advisory.n;
    return true;
}

bool verify_policy_make(const struct verify_args *args, struct verify_policy *out, struct err *e)
{
    *out = (struct verify_policy){
        .options =
            {
                .at = args->at.given ? args->at.at : clock_now(),
                .hardware_only = args->hardware_only,
                .has_min_evaluation = args->min_evaluation.given,
                .min_evaluation = args->min_evaluation.value,
                .has_min_date = args->min_date.given,
                .min_date = args->min_date.at,
            },
    };
    out->options.expectations = out->expectations;
    for (size_t i = 0; i < args->expect.n; i++) {
        TRY(add_expectation(args->expect.at[i], out, e));
    }
    out->n_own_expectations = out->options.n_expectations;
    TRY(set_report_data(args, &out->options.report_data, e));
    out->has_own_report_data = out->options.report_data.is_given;
    TRY(set_allowances(args, out, e));
    return args->trust_root == NULL || load_root(args->trust_root, out, e);
}

void verify_policy_done(struct verify_policy *policy)
{
    buf_done(&policy->root);
    buf_done(&policy->app_compose);
    buf_done(&policy->compose);
    verify_bind_done(&policy->bind);
    os_image_done(&policy->os_image);
    if (policy->rules != NULL) {
        policy_done(policy->rules);
        mem_free(policy->rules);
    }
    mem_free(policy->advisories);
    *policy = (struct verify_policy){0};
}
