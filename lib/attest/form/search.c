/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/form/form.h"

#include "attest/limits.h"

/* Quotes in documents whose form does not say where they are. */

/* Text of a quote: hex takes twice its size, and there may be line breaks. */
#define LIMIT_QUOTE_TEXT (4 * LIMIT_QUOTE)

enum { LEVELS_BELOW = 2, PATH_SHOWN = 120 };

static const char *const quote_members[] = {"quote", "intel_quote", "tdx_quote", "sgx_quote"};

/* What the search of a document has come upon. */
struct search {
    struct buf quote;   /* of the first member that has one */
    struct buf path;    /* of that member */
    struct buf holding; /* path of the object that it is in */
    const struct json_value *object;
    unsigned below; /* levels that are still looked through */
};

static void search_done(struct search *s)
{
    buf_done(&s->quote);
    buf_done(&s->path);
    buf_done(&s->holding);
}

/* Remembers the first quote; any other one has to be the same. */
static bool add_candidate(struct search *s, struct text value, const struct buf *path,
                          struct err *e)
{
    AUTO(buf_done) struct buf quote = {0};
    struct text name = buf_view_text(path);
    if (value.len > LIMIT_QUOTE_TEXT || !form_decode_text(value, LIMIT_QUOTE_TEXT, &quote)) {
        return err_set(e, ERR_MALFORMED, "member '%.*s' is neither hex nor base64", TEXT_ARG(name));
    }
    if (s->object == NULL) {
        buf_add(&s->quote, buf_view(&quote));
        buf_slice(&s->path, name);
        return true;
    }
    return bytes_equal(buf_view(&s->quote), buf_view(&quote)) ||
           err_set(e, ERR_MALFORMED, "members '%.*s' and '%.*s' hold different quotes",
                   TEXT_ARG(buf_view_text(&s->path)), TEXT_ARG(name));
}

static bool is_quote_member(struct text name)
{
    for (size_t i = 0; i < COUNT(quote_members); i++) {
        if (text_is(name, quote_members[i])) {
            return true;
        }
    }
    return false;
}

static bool search_object(struct search *s, const struct json_value *object, const struct buf *path,
                          struct err *e);

static bool search_inner(struct search *s, const struct json_value *object, const struct buf *path,
                         struct err *e)
{
    if (s->below == 0) {
        return true;
    }
    s->below--;
    bool ok = search_object(s, object, path, e);
    s->below++;
    return ok;
}

/* A member that may hold a quote, or an object that does. */
static bool search_member(struct search *s, const struct json_value *object,
                          const struct json_value *member, const struct buf *outer, struct err *e)
{
    AUTO(buf_done) struct buf path = buf_start(4 * KIB);
    struct text name = json_name(member);
    struct text value = {0};
    struct text shown = {name.at, name.len < PATH_SHOWN ? name.len : PATH_SHOWN};
    buf_add(&path, buf_view(outer));
    buf_text(&path, outer->len > 0 ? "." : "");
    buf_slice(&path, shown);
    if (json_is_object(member)) {
        return search_inner(s, member, &path, e);
    }
    if (!is_quote_member(name) || !json_text(member, &value) || value.len == 0) {
        return true;
    }
    TRY(add_candidate(s, value, &path, e));
    if (s->object == NULL) {
        s->object = object;
        buf_add(&s->holding, buf_view(outer));
    }
    return true;
}

static bool search_object(struct search *s, const struct json_value *object, const struct buf *path,
                          struct err *e)
{
    for (const struct json_value *member = json_first(object); member != NULL;
         member = json_next(member)) {
        TRY(search_member(s, object, member, path, e));
    }
    return true;
}

bool form_find_quote(const struct place *place, struct place *beside, struct err *e)
{
    AUTO(search_done)
    struct search search = {
        .quote = buf_start(LIMIT_QUOTE_TEXT),
        .path = buf_start(4 * KIB),
        .holding = buf_start(4 * KIB),
        .below = LEVELS_BELOW,
    };
    AUTO(buf_done) struct buf top = buf_start(4 * KIB);
    buf_slice(&top, place->path);
    TRY(search_object(&search, place->object, &top, e));
    *beside = (struct place){place->out, search.object, text_of("")};
    if (search.object == NULL) {
        return true;
    }
    if (!form_take_quote(&search.quote, place->out, e)) {
        return err_wrap(e, "member '%.*s'", TEXT_ARG(buf_view_text(&search.path)));
    }
    beside->path = text_of_bytes(keep_copy(&place->out->keep, buf_view(&search.holding)));
    return true;
}
