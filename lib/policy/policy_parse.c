/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "policy/policy_keys.h"

/* Sections and keys of a policy file, each looked up in the table and read by its kind. */

enum { NAME_SHOWN = 64, LIST_SHOWN = 16 * 1024 };

/* A name from the file, as it can be shown. */
struct shown {
    char text[4 * NAME_SHOWN + 1];
};

static struct shown show(struct text name)
{
    struct shown shown = {{0}};
    AUTO(buf_done) struct buf escaped = buf_start(sizeof shown.text - 1);
    name.len = name.len > NAME_SHOWN ? NAME_SHOWN : name.len;
    utf8_escape(name, &escaped);
    struct text text = buf_view_text(&escaped);
    (void)snprintf(shown.text, sizeof shown.text, "%.*s", TEXT_ARG(text));
    return shown;
}

static void write_value(const struct toml_node *value, struct buf *out)
{
    struct text text = {NULL, 0};
    bool flag = false;
    if (toml_bool(value, &flag)) {
        buf_text(out, flag ? "true" : "false");
    } else if (toml_text(value, &text) || toml_literal(value, &text)) {
        buf_slice(out, text);
    }
}

/* Of lists that are longer than anybody reads, the beginning. */
static struct text value_of(struct policy *policy, const struct toml_node *value)
{
    AUTO(buf_done) struct buf out = buf_start(LIST_SHOWN);
    write_value(value, &out);
    for (const struct toml_node *at = toml_first(value); at != NULL; at = toml_next(at)) {
        buf_text(&out, out.len > 0 ? ", " : "");
        write_value(at, &out);
    }
    return text_of_bytes(keep_buf(&policy->keep, &out));
}

static void name_check(const struct policy_key *key, struct text name, struct policy_rule *rule)
{
    if (key->check == CHECK_EXPECTATION) {
        (void)snprintf(rule->check, sizeof rule->check, "expect.%.*s", TEXT_ARG(name));
    } else if (key->check != CHECK_NONE) {
        (void)snprintf(rule->check, sizeof rule->check, "%s", check_catalogue[key->check].id);
    }
}

static bool read_key(struct policy *policy, struct text section, const struct toml_node *value,
                     struct err *e)
{
    struct text name = toml_name(value);
    const struct policy_key *key = policy_key_find(section, name);
    if (key == NULL) {
        (void)policy_fault(e, toml_name_place(value), "unknown key '%s'%s%.*s%s", show(name).text,
                           section.len > 0 ? " in [" : "", TEXT_ARG(section),
                           section.len > 0 ? "]" : "");
        return policy_suggest_key(e, section, name);
    }
    struct policy_rule *rule = &policy->rules[policy->n_rules++];
    (void)snprintf(rule->name, sizeof rule->name, "%.*s%s%.*s", TEXT_ARG(section),
                   section.len > 0 ? "." : "", TEXT_ARG(name));
    name_check(key, name, rule);
    rule->meaning = key->meaning;
    rule->line = toml_name_place(value).line;
    struct policy_reader reader = {policy, key, rule, name, e};
    TRY(key->read(&reader, value));
    rule->value = value_of(policy, value);
    return true;
}

static bool read_section(struct policy *policy, const struct toml_node *section, struct err *e)
{
    struct text name = toml_name(section);
    if (!policy_section_is_known(name)) {
        (void)policy_fault(e, toml_name_place(section), "unknown section [%s]", show(name).text);
        return policy_suggest_section(e, name);
    }
    for (const struct toml_node *at = toml_first(section); at != NULL; at = toml_next(at)) {
        TRY(read_key(policy, name, at, e));
    }
    return true;
}

/* A key at the top that is the name of a section, and no table. */
static bool read_top(struct policy *policy, const struct toml_node *at, struct err *e)
{
    if (toml_kind(at) == TOML_TABLE) {
        return read_section(policy, at, e);
    }
    if (policy_section_is_known(toml_name(at))) {
        return policy_fault(e, toml_value_place(at), "'%.*s' has to be a table, not %s",
                            TEXT_ARG(toml_name(at)), toml_kind_name(toml_kind(at)));
    }
    return read_key(policy, (struct text){"", 0}, at, e);
}

static size_t count_keys(const struct toml_node *root)
{
    size_t n = toml_count(root);
    for (const struct toml_node *at = toml_first(root); at != NULL; at = toml_next(at)) {
        n += toml_count(at);
    }
    return n;
}

bool policy_parse(struct bytes text, struct policy *out, struct err *e)
{
    *out = (struct policy){.toml = toml_parse(text, e)};
    TRY(out->toml != NULL);
    const struct toml_node *root = toml_root(out->toml);
    if (toml_member(root, "version") == NULL) {
        return policy_fault(e, (struct toml_place){1, 1}, "'version = %d' is missing",
                            POLICY_VERSION);
    }
    out->rules = mem_array(count_keys(root), sizeof *out->rules);
    for (const struct toml_node *at = toml_first(root); at != NULL; at = toml_next(at)) {
        TRY(read_top(out, at, e));
    }
    return true;
}

void policy_done(struct policy *policy)
{
    for (size_t i = 0; i < policy->n_rules; i++) {
        mem_free(policy->rules[i].accepted);
    }
    for (size_t i = 0; i < COUNT(policy->merged); i++) {
        mem_free(policy->merged[i]);
    }
    mem_free(policy->rules);
    keep_done(&policy->keep);
    toml_free(policy->toml);
    *policy = (struct policy){0};
}
