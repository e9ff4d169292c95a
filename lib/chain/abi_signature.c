/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "chain/abi_item.h"

/* Signatures as people write them, read by descent. */

enum { SHOWN = 80, INDEXED_MAX = 3 };

struct reader {
    struct text all, left;
    unsigned depth;
    struct err *e;
};

static const struct keyword {
    const char *word;
    enum abi_item_kind kind;
} keywords[] = {
    {"function", ABI_ITEM_FUNCTION},
    {"event", ABI_ITEM_EVENT},
    {"error", ABI_ITEM_ERROR},
};

/* What may stand behind the parameters. */
static const struct attribute {
    const char *word;
    enum abi_mutability mutability;
} attributes[] = {
    {"external", ABI_NONPAYABLE}, {"public", ABI_NONPAYABLE},  {"internal", ABI_NONPAYABLE},
    {"private", ABI_NONPAYABLE},  {"virtual", ABI_NONPAYABLE}, {"payable", ABI_PAYABLE},
    {"view", ABI_VIEW},           {"pure", ABI_PURE},
};

/* What may stand behind the type of a parameter, and is no name. */
static const char *const places[] = {"memory", "calldata", "storage", "indexed", "payable"};

static int shown_length(struct text signature)
{
    return signature.len < SHOWN ? (int)signature.len : SHOWN;
}

static bool fail(const struct reader *r, const char *expected)
{
    return err_set(r->e, ERR_USAGE, "signature '%.*s': %s is expected at column %zu",
                   shown_length(r->all), r->all.at, expected, r->all.len - r->left.len + 1);
}

static bool is_word(char c, bool is_first)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
           (!is_first && ((c >= '0' && c <= '9') || c == '.'));
}

static void skip(struct reader *r, size_t n)
{
    r->left = text_behind(r->left, n);
}

static void skip_blanks(struct reader *r)
{
    static const char blanks[] = " \t\r\n";
    while (r->left.len > 0 && r->left.at[0] != 0 && strchr(blanks, r->left.at[0]) != NULL) {
        skip(r, 1);
    }
}

static bool is_next(const struct reader *r, char c)
{
    return r->left.len > 0 && r->left.at[0] == c;
}

/* Past the character, and the blanks behind it, when it comes next. */
static bool take(struct reader *r, char c)
{
    if (!is_next(r, c)) {
        return false;
    }
    skip(r, 1);
    skip_blanks(r);
    return true;
}

/* The word that comes next, maybe none; not past it. */
static struct text peek_word(const struct reader *r)
{
    struct text word = {r->left.at, 0};
    while (word.len < r->left.len && is_word(r->left.at[word.len], word.len == 0)) {
        word.len++;
    }
    return word;
}

static struct text take_word(struct reader *r)
{
    struct text word = peek_word(r);
    skip(r, word.len);
    return word;
}

static bool read_params(struct reader *r, bool with_names, struct abi_params *out);

static bool read_tuple(struct reader *r, struct abi_type *out)
{
    AUTO(abi_params_done) struct abi_params parts = {0};
    if (r->depth >= ABI_DEPTH_MAX) {
        return err_set(r->e, ERR_USAGE, "the type is nested more than %d times", ABI_DEPTH_MAX);
    }
    r->depth++;
    TRY(read_params(r, false, &parts));
    r->depth--;
    return abi_type_tuple(&parts, out, r->e);
}

static bool read_type(struct reader *r, struct abi_type *out)
{
    if (is_next(r, '(')) {
        TRY(read_tuple(r, out));
    } else {
        struct text word = take_word(r);
        if (word.len == 0) {
            return fail(r, "a type");
        }
        *out = abi_type_of_word(word);
    }
    return abi_type_brackets(&r->left, out, r->e);
}

/* Past `memory`, `indexed` and the like. */
static bool take_place(struct reader *r, bool *is_indexed)
{
    struct text word = peek_word(r);
    for (size_t i = 0; i < COUNT(places); i++) {
        if (text_is(word, places[i])) {
            *is_indexed = *is_indexed || text_is(word, "indexed");
            skip(r, word.len);
            skip_blanks(r);
            return !text_is(word, "payable") || fail(r, "the name of the parameter before that");
        }
    }
    return true;
}

static bool read_param(struct reader *r, bool with_names, struct abi_params *params)
{
    AUTO(abi_type_done) struct abi_type type = {0};
    bool is_indexed = false;
    struct text name = {NULL, 0};
    TRY(read_type(r, &type));
    skip_blanks(r);
    if (with_names) {
        TRY(take_place(r, &is_indexed));
        name = take_word(r);
        skip_blanks(r);
    } else if (peek_word(r).len > 0) {
        (void)fail(r, "',' or ')'");
        return err_hint(r->e, "in a signature the components of a tuple have no names");
    }
    TRY(abi_params_add(params, name, &type, r->e));
    params->at[params->n - 1].is_indexed = is_indexed;
    return true;
}

static bool read_params(struct reader *r, bool with_names, struct abi_params *out)
{
    if (!take(r, '(')) {
        return fail(r, "'('");
    }
    while (!is_next(r, ')')) {
        TRY(read_param(r, with_names, out));
        if (!take(r, ',')) {
            break;
        }
    }
    if (!is_next(r, ')')) {
        return fail(r, "',' or ')'");
    }
    skip(r, 1);
    return true;
}

/* An optional keyword, and the name. */
static bool read_name(struct reader *r, struct abi_item *item)
{
    struct text word = take_word(r);
    skip_blanks(r);
    for (size_t i = 0; i < COUNT(keywords) && peek_word(r).len > 0; i++) {
        if (text_is(word, keywords[i].word)) {
            item->kind = keywords[i].kind;
            word = take_word(r);
            skip_blanks(r);
            break;
        }
    }
    if (word.len == 0) {
        return fail(r, "a name");
    }
    if (text_is(word, "constructor")) {
        item->kind = ABI_ITEM_CONSTRUCTOR;
    }
    item->name = text_dup(word);
    return true;
}

static bool read_attribute(struct reader *r, struct abi_item *item)
{
    struct text word = peek_word(r);
    for (size_t i = 0; i < COUNT(attributes); i++) {
        if (text_is(word, attributes[i].word)) {
            skip(r, word.len);
            item->mutability = attributes[i].mutability != ABI_NONPAYABLE ? attributes[i].mutability
                                                                          : item->mutability;
            return true;
        }
    }
    if (text_is(word, "anonymous")) {
        skip(r, word.len);
        item->is_anonymous = true;
        item->kind = ABI_ITEM_EVENT;
        return true;
    }
    return fail(r, "'returns', or nothing,");
}

/* What is returned comes next: `returns (…)`, or `(…)` alone. */
static bool is_outputs(const struct reader *r)
{
    return is_next(r, '(') || text_is(peek_word(r), "returns");
}

static bool read_outputs(struct reader *r, struct abi_item *item)
{
    skip(r, is_next(r, '(') ? 0 : strlen("returns"));
    skip_blanks(r);
    return read_params(r, true, &item->outputs);
}

static bool read_rest(struct reader *r, struct abi_item *item)
{
    bool has_outputs = false;
    skip_blanks(r);
    while (r->left.len > 0) {
        bool is_first = !has_outputs && is_outputs(r);
        if (!(is_first ? read_outputs : read_attribute)(r, item)) {
            return false;
        }
        has_outputs = has_outputs || is_first;
        skip_blanks(r);
    }
    return true;
}

/* An event may have so many indexed parameters, nothing else any. */
static bool check_indexed(const struct reader *r, struct abi_item *item)
{
    size_t n = 0;
    for (size_t i = 0; i < item->inputs.n; i++) {
        n += item->inputs.at[i].is_indexed ? 1 : 0;
    }
    if (n > 0 && item->kind == ABI_ITEM_FUNCTION) {
        item->kind = ABI_ITEM_EVENT;
    }
    if (n > 0 && item->kind != ABI_ITEM_EVENT) {
        return err_set(r->e, ERR_USAGE, "only parameters of events are indexed");
    }
    size_t most = INDEXED_MAX + (item->is_anonymous ? 1 : 0);
    return n <= most || err_set(r->e, ERR_USAGE, "more than %zu parameters are indexed", most);
}

static bool read_item(struct reader *r, struct abi_item *item)
{
    size_t head = 0;
    skip_blanks(r);
    TRY(read_name(r, item));
    TRY(read_params(r, true, &item->inputs));
    TRY(read_rest(r, item));
    if (!abi_params_head(&item->inputs, &head) || !abi_params_head(&item->outputs, &head)) {
        return err_set(r->e, ERR_USAGE, "the parameters take more than %zu bytes", ABI_DATA_MAX);
    }
    return check_indexed(r, item);
}

bool abi_item_parse(struct text signature, enum abi_item_kind otherwise, struct abi_item *out,
                    struct err *e)
{
    struct reader r = {.all = signature, .left = signature, .e = e};
    *out = (struct abi_item){.kind = otherwise};
    if (!read_item(&r, out)) {
        abi_item_done(out);
        if (!text_starts(text_of(e->text), "signature ")) {
            (void)err_wrap(e, "signature '%.*s'", shown_length(signature), signature.at);
        }
        return false;
    }
    return true;
}
