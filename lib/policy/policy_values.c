/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <string.h>

#include "attest/binding.h"
#include "base/hex.h"
#include "base/instant.h"
#include "base/mem.h"
#include "policy/policy_keys.h"

/* The value of each kind of key: what it has to be, and which option of an appraisal it is. */

enum { ROOT_KEY_MAX = 512 }; /* bytes of a SubjectPublicKeyInfo */

static bool wrong_type(const struct policy_reader *r, const struct toml_node *value)
{
    return policy_fault(r->e, toml_value_place(value), "'%.*s' has to be %s, not %s",
                        TEXT_ARG(r->name), r->key->type, toml_kind_name(toml_kind(value)));
}

/* Puts the place in front of what was wrong with the value. */
static bool at_place(const struct policy_reader *r, const struct toml_node *value)
{
    struct toml_place place = toml_value_place(value);
    r->e->kind = ERR_MALFORMED;
    return err_wrap(r->e, "line %zu, column %zu", place.line, place.column);
}

/* A string, or one of a list of strings. */
static bool value_text(const struct policy_reader *r, const struct toml_node *value,
                       struct text *out)
{
    return toml_text(value, out) || wrong_type(r, value);
}

/* A string by itself is a list of one; how many there are. */
static bool list_start(const struct policy_reader *r, const struct toml_node *value,
                       const struct toml_node **first, size_t *n)
{
    bool is_list = toml_kind(value) == TOML_ARRAY;
    *first = is_list ? toml_first(value) : value;
    *n = is_list ? toml_count(value) : 1;
    return *n > 0 || policy_fault(r->e, toml_value_place(value), "'%.*s' is an empty list",
                                  TEXT_ARG(r->name));
}

bool policy_read_version(struct policy_reader *r, const struct toml_node *value)
{
    int64_t version = 0;
    if (!toml_int(value, &version)) {
        return wrong_type(r, value);
    }
    return version == POLICY_VERSION ||
           policy_fault(r->e, toml_value_place(value), "version %lld is not known",
                        (long long)version);
}

bool policy_read_flag(struct policy_reader *r, const struct toml_node *value)
{
    struct appraise_options *options = &r->policy->options;
    struct app_options *app = &options->app;
    /* The option, and the value of the key that asks for it. */
    const struct {
        bool *option;
        bool when;
    } flags[POLICY_FLAGS] = {
        [POLICY_FLAG_HARDWARE_ONLY] = {&options->hardware_only, true},
        [POLICY_FLAG_IMAGES] = {&app->demand_images, true},
        [POLICY_FLAG_PRIVATE] = {&app->demand_private, false},
        [POLICY_FLAG_UNPRIVILEGED] = {&app->demand_unprivileged, false},
        [POLICY_FLAG_PRODUCTION] = {&app->demand_production_os, false},
        [POLICY_FLAG_REFERENCE] = {&app->demand_os, true},
        [POLICY_FLAG_NONCE] = {&r->policy->wants_nonce, true},
    };
    bool is_true = false;
    if (!toml_bool(value, &is_true)) {
        return wrong_type(r, value);
    }
    *flags[r->key->which].option = is_true == flags[r->key->which].when;
    if (!*flags[r->key->which].option) {
        r->rule->check[0] = 0;
        r->rule->meaning = "nothing is asked for";
    }
    return true;
}

static bool unknown_status(const struct policy_reader *r, const struct toml_node *value,
                           struct text word)
{
    const char *words[STATUS_COUNT];
    for (size_t i = 0; i < STATUS_COUNT; i++) {
        words[i] = tcb_status_word((enum tcb_status)i);
    }
    (void)policy_fault(r->e, toml_value_place(value), "unknown TCB status '%.*s'", TEXT_ARG(word));
    return policy_suggest(r->e, word, words, COUNT(words));
}

static bool read_status(const struct policy_reader *r, const struct toml_node *value)
{
    bool *allow = r->policy->options.allow_status;
    enum tcb_status status = STATUS_COUNT;
    struct text word;
    TRY(value_text(r, value, &word));
    if (text_is(word, "any")) {
        for (size_t i = 0; i < STATUS_COUNT; i++) {
            allow[i] = true;
        }
        return true;
    }
    if (!tcb_status_parse(word, &status)) {
        return unknown_status(r, value, word);
    }
    if (status == STATUS_REVOKED || status == STATUS_NOT_SUPPORTED) {
        return policy_fault(r->e, toml_value_place(value), "'%.*s' cannot be allowed",
                            TEXT_ARG(word));
    }
    allow[status] = true;
    return true;
}

bool policy_read_statuses(struct policy_reader *r, const struct toml_node *value)
{
    const struct toml_node *at = NULL;
    size_t n = 0;
    TRY(list_start(r, value, &at, &n));
    for (; n > 0; n--, at = toml_next(at)) {
        TRY(read_status(r, at));
    }
    return true;
}

bool policy_read_advisories(struct policy_reader *r, const struct toml_node *value)
{
    const struct toml_node *at = NULL;
    size_t n = 0;
    TRY(list_start(r, value, &at, &n));
    struct text *ids = mem_array(n, sizeof *ids);
    r->rule->accepted = ids;
    for (size_t i = 0; i < n; i++, at = toml_next(at)) {
        TRY(value_text(r, at, &ids[i]));
        if (ids[i].len == 0 || ids[i].len > LIMIT_ADVISORY_TEXT) {
            return policy_fault(r->e, toml_value_place(at), "'%.*s' is no id of an advisory",
                                TEXT_ARG(ids[i]));
        }
    }
    r->policy->options.allow_advisories = ids;
    r->policy->options.n_allow_advisories = n;
    return true;
}

bool policy_read_date(struct policy_reader *r, const struct toml_node *value)
{
    struct text date;
    struct appraise_options *options = &r->policy->options;
    if (toml_kind(value) != TOML_LOCAL_DATE || !toml_literal(value, &date) ||
        !instant_parse_date(date, &options->min_date)) {
        return wrong_type(r, value);
    }
    options->has_min_date = true;
    return true;
}

bool policy_read_evaluation(struct policy_reader *r, const struct toml_node *value)
{
    struct appraise_options *options = &r->policy->options;
    if (toml_kind(value) != TOML_INTEGER) {
        return wrong_type(r, value);
    }
    options->has_min_evaluation = toml_uint(value, UINT32_MAX, &options->min_evaluation);
    return options->has_min_evaluation ||
           policy_fault(r->e, toml_value_place(value), "'%.*s' is out of range", TEXT_ARG(r->name));
}

static bool unknown_attribute(const struct policy_reader *r, const struct toml_node *value,
                              struct text name)
{
    static const char *const words[] = {
#define X(bit, name) (name),
        TD_ATTRIBUTES(X)
#undef X
    };
    (void)policy_fault(r->e, toml_value_place(value), "TD attribute '%.*s' cannot be allowed",
                       TEXT_ARG(name));
    return policy_suggest(r->e, name, words, COUNT(words));
}

bool policy_read_attributes(struct policy_reader *r, const struct toml_node *value)
{
    const struct toml_node *at = NULL;
    size_t n = 0;
    struct text name;
    TRY(list_start(r, value, &at, &n));
    for (; n > 0; n--, at = toml_next(at)) {
        uint64_t bit = 0;
        TRY(value_text(r, at, &name));
        if (!td_attribute_parse(name, &bit)) {
            return unknown_attribute(r, at, name);
        }
        r->policy->options.allow_td_attributes |= bit;
    }
    return true;
}

bool policy_read_expectation(struct policy_reader *r, const struct toml_node *value)
{
    struct appraise_options *options = &r->policy->options;
    const struct toml_node *at = NULL;
    size_t n = 0;
    struct text hex;
    struct expectation one = {.size = 0};
    TRY(list_start(r, value, &at, &n));
    uint8_t(*accepted)[sizeof one.value] = mem_array(n, sizeof *accepted);
    r->rule->accepted = accepted;
    for (size_t i = 0; i < n; i++, at = toml_next(at)) {
        TRY(value_text(r, at, &hex));
        TRY(expectation_parse(r->name, hex, &one, r->e) || at_place(r, at));
        memcpy(accepted[i], one.value, sizeof one.value);
    }
    assert(options->n_expectations < LIMIT_EXPECTATIONS);
    struct expectation *out = &r->policy->expectations[options->n_expectations++];
    *out = one;
    memcpy(out->value, accepted[0], sizeof out->value);
    out->others = (const uint8_t(*)[sizeof out->value])(accepted + 1);
    out->n_others = n - 1;
    options->expectations = r->policy->expectations;
    return true;
}

bool policy_read_provider(struct policy_reader *r, const struct toml_node *value)
{
    static const char *const words[] = {"kms", "local-sgx", "tpm", "none"};
    struct text word;
    TRY(value_text(r, value, &word));
    for (size_t i = 0; i < COUNT(words); i++) {
        if (text_is(word, words[i])) {
            r->policy->options.app.key_provider = word;
            return true;
        }
    }
    (void)policy_fault(r->e, toml_value_place(value), "unknown key provider '%.*s'",
                       TEXT_ARG(word));
    return policy_suggest(r->e, word, words, COUNT(words));
}

static bool read_root(const struct policy_reader *r, const struct toml_node *value,
                      struct bytes *out)
{
    uint8_t room[ROOT_KEY_MAX];
    struct text hex;
    TRY(value_text(r, value, &hex));
    if (hex.len == 0 || hex.len / 2 > sizeof room || !hex_decode(hex, room, hex.len / 2)) {
        return policy_fault(r->e, toml_value_place(value), "'%.*s' has to be hex of 1 to %d bytes",
                            TEXT_ARG(r->name), ROOT_KEY_MAX);
    }
    *out = keep_copy(&r->policy->keep, bytes_of(room, hex.len / 2));
    return true;
}

bool policy_read_roots(struct policy_reader *r, const struct toml_node *value)
{
    struct app_options *app = &r->policy->options.app;
    const struct toml_node *at = NULL;
    size_t n = 0;
    TRY(list_start(r, value, &at, &n));
    struct bytes *roots = mem_array(n, sizeof *roots);
    r->rule->accepted = roots;
    for (size_t i = 0; i < n; i++, at = toml_next(at)) {
        TRY(read_root(r, at, &roots[i]));
    }
    app->kms_roots = roots;
    app->n_kms_roots = n;
    return true;
}

bool policy_read_report_data(struct policy_reader *r, const struct toml_node *value)
{
    struct expected_report_data *out = &r->policy->options.report_data;
    struct text hex;
    TRY(value_text(r, value, &hex));
    out->size = hex.len / 2;
    if (out->size == 0 || out->size > sizeof out->value ||
        !hex_decode(hex, out->value, out->size)) {
        return policy_fault(r->e, toml_value_place(value), "'%.*s' has to be %s", TEXT_ARG(r->name),
                            r->key->type);
    }
    out->is_whole = true;
    out->is_given = true;
    return true;
}

bool policy_read_binding(struct policy_reader *r, const struct toml_node *value)
{
    struct binding *out = &r->policy->options.app.bindings[r->key->which];
    struct text hex;
    TRY(value_text(r, value, &hex));
    AUTO(buf_done) struct buf bytes = buf_start(BINDING_VALUE_MAX);
    TRY(binding_value((enum binding_kind)r->key->which, hex, &bytes, r->e) || at_place(r, value));
    out->value = keep_buf(&r->policy->keep, &bytes);
    out->is_given = true;
    return true;
}
