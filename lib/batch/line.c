/* SPDX-License-Identifier: Apache-2.0 */
#include "batch/line.h"

#include "base/mem.h"

static bool read_id(struct line *line, const struct json_value *value, struct err *e)
{
    return json_text(value, &line->id) || err_set(e, ERR_MALFORMED, "id is no text");
}

static bool read_quote(struct line *line, const struct json_value *value, struct err *e)
{
    return json_text(value, &line->quote) || err_set(e, ERR_MALFORMED, "quote is no text");
}

/* A document is taken as written, by line_parse. */
static bool read_evidence(struct line *line, const struct json_value *value, struct err *e)
{
    struct text text;
    if (json_text(value, &text)) {
        line->evidence = text_bytes(text);
        return true;
    }
    return json_is_object(value) || json_is_array(value) ||
           err_set(e, ERR_MALFORMED, "evidence is neither a document nor a text");
}

static bool read_collateral(struct line *line, const struct json_value *value, struct err *e)
{
    line->collateral_object = value;
    return json_is_object(value) || err_set(e, ERR_MALFORMED, "collateral is no object");
}

static bool read_at(struct line *line, const struct json_value *value, struct err *e)
{
    struct text text;
    uint64_t seconds = 0;
    if (json_text(value, &text)) {
        line->has_at = instant_parse(text, &line->at);
    } else if (json_uint(value, (uint64_t)INSTANT_MAX, &seconds)) {
        line->has_at = true;
        line->at = (instant)seconds;
    }
    return line->has_at || err_set(e, ERR_MALFORMED, "at is neither RFC 3339 nor Unix seconds");
}

static bool read_expect(struct line *line, const struct json_value *value, struct err *e)
{
    size_t n = json_count(value);
    if (!json_is_object(value) || n > LIMIT_EXPECTATIONS) {
        return err_set(e, ERR_MALFORMED, "expect is no object of at most %d members",
                       LIMIT_EXPECTATIONS);
    }
    line->expectations = mem_array(n, sizeof *line->expectations);
    for (const struct json_value *m = json_first(value); m != NULL; m = json_next(m)) {
        struct text hex;
        if (!json_text(m, &hex)) {
            return err_set(e, ERR_MALFORMED, "expect: %.*s is no text", TEXT_ARG(json_name(m)));
        }
        if (!expectation_parse(json_name(m), hex, &line->expectations[line->n_expectations], e)) {
            e->kind = ERR_MALFORMED;
            return err_wrap(e, "expect");
        }
        line->n_expectations++;
    }
    return true;
}

static const struct member {
    const char *name;
    bool required;
    bool (*read)(struct line *line, const struct json_value *value, struct err *e);
} members[] = {
    {"id", true, read_id},
    {"quote", false, read_quote},
    {"evidence", false, read_evidence},
    {"collateral", false, read_collateral},
    {"at", false, read_at},
    {"expect", false, read_expect},
};

static const struct member *find_member(struct text name)
{
    for (size_t i = 0; i < COUNT(members); i++) {
        if (text_is(name, members[i].name)) {
            return &members[i];
        }
    }
    return NULL;
}

static bool check_names(const struct json_value *root, struct err *e)
{
    for (const struct json_value *m = json_first(root); m != NULL; m = json_next(m)) {
        if (find_member(json_name(m)) == NULL) {
            return err_set(e, ERR_MALFORMED,
                           "unknown member '%.*s': expected id, quote or evidence, collateral, at, "
                           "expect",
                           TEXT_ARG(json_name(m)));
        }
    }
    return true;
}

static bool read_members(struct line *line, const struct json_value *root, struct err *e)
{
    for (size_t i = 0; i < COUNT(members); i++) {
        const struct json_value *value = json_member(root, members[i].name);
        if (value == NULL && members[i].required) {
            return err_set(e, ERR_MALFORMED, "%s is missing", members[i].name);
        }
        TRY(value == NULL || members[i].read(line, value, e));
    }
    return true;
}

/* One of quote and evidence. */
static bool check_evidence(struct line *line, struct bytes text, const struct json_value *root,
                           struct err *e)
{
    const struct json_value *evidence = json_member(root, "evidence");
    bool has_quote = line->quote.at != NULL;
    if (has_quote == (evidence != NULL)) {
        return err_set(e, ERR_MALFORMED, "%s",
                       has_quote ? "quote and evidence are both given" : "quote is missing");
    }
    if (evidence != NULL && line->evidence.at == NULL &&
        !json_raw_member(text, "evidence", &line->evidence)) {
        return err_set(e, ERR_INTERNAL, "evidence is not where it was");
    }
    return true;
}

bool line_parse(struct bytes text, struct line *out, struct err *e)
{
    *out = (struct line){0};
    out->json = json_parse(text, e);
    if (out->json == NULL) {
        return false;
    }
    const struct json_value *root = json_root(out->json);
    if (!json_is_object(root)) {
        return err_set(e, ERR_MALFORMED, "a line is a JSON object");
    }
    TRY(read_members(out, root, e));
    TRY(check_evidence(out, text, root, e));
    if (out->collateral_object != NULL && !json_raw_member(text, "collateral", &out->collateral)) {
        return err_set(e, ERR_INTERNAL, "collateral is not where it was");
    }
    return check_names(root, e);
}

void line_done(struct line *line)
{
    json_free(line->json);
    mem_free(line->expectations);
    *line = (struct line){0};
}
