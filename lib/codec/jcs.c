/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/jcs.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/num.h"
#include "base/utf8.h"
#include "codec/json_write.h"

/* Above it, doubles leave integers out. */
#define INTEGER_MAX ((uint64_t)1 << 53)

enum { FIRST_BEHIND_SURROGATES = 0xee, LAST_BEHIND_SURROGATES = 0xef, ABOVE_ALL = 0x10 };

/* The writer's strings are those of RFC 8785, but that it repairs bad UTF-8. */
bool jcs_string(struct text text, struct buf *out)
{
    if (!utf8_is_valid(text)) {
        return false;
    }
    struct json_writer writer = json_writer_to(out, false);
    json_write_text(&writer, text);
    return true;
}

/* Bytes of UTF-8 in the order of UTF-16: code points from U+10000 on (F0 to F4) are surrogates
 * there, below those that begin with EE and EF. */
static unsigned rank(uint8_t byte)
{
    bool is_behind = byte >= FIRST_BEHIND_SURROGATES && byte <= LAST_BEHIND_SURROGATES;
    return is_behind ? byte + (unsigned)ABOVE_ALL : byte;
}

static int compare_names(struct bytes a, struct bytes b)
{
    size_t shorter = a.left < b.left ? a.left : b.left;
    size_t i = 0;
    while (i < shorter && a.at[i] == b.at[i]) {
        i++;
    }
    if (i == shorter) {
        return (a.left > b.left) - (a.left < b.left);
    }
    return rank(a.at[i]) < rank(b.at[i]) ? -1 : 1;
}

static int by_name(const void *a, const void *b)
{
    const struct json_value *const *left = a;
    const struct json_value *const *right = b;
    return compare_names(text_bytes(json_name(*left)), text_bytes(json_name(*right)));
}

/* `-0` is 0 (ECMA-262, Number::toString). */
static bool write_number(struct text number, struct buf *out, struct err *e)
{
    uint64_t magnitude = 0;
    bool is_negative = number.len > 0 && number.at[0] == '-';
    struct text digits = {number.at + is_negative, number.len - is_negative};
    if (!num_parse(digits, INTEGER_MAX, &magnitude)) {
        return err_set(e, ERR_MALFORMED, "canonical JSON: the number '%.*s' is not taken",
                       TEXT_ARG(number));
    }
    buf_printf(out, "%s%" PRIu64, is_negative && magnitude > 0 ? "-" : "", magnitude);
    return true;
}

static bool write_value(const struct json_value *value, struct buf *out, struct err *e);

static bool write_array(const struct json_value *array, struct buf *out, struct err *e)
{
    buf_char(out, '[');
    for (const struct json_value *at = json_first(array); at != NULL; at = json_next(at)) {
        buf_text(out, at != json_first(array) ? "," : "");
        TRY(write_value(at, out, e));
    }
    buf_char(out, ']');
    return true;
}

static bool write_member(const struct json_value *member, struct buf *out, struct err *e)
{
    TRY(jcs_string(json_name(member), out) ||
        err_set(e, ERR_MALFORMED, "canonical JSON: a name is not UTF-8"));
    buf_char(out, ':');
    return write_value(member, out, e);
}

static bool write_object(const struct json_value *object, const char *omit, struct buf *out,
                         struct err *e)
{
    AUTO(mem_freep)
    const struct json_value **members = mem_array(1 + json_count(object), sizeof(void *));
    size_t n = 0;
    for (const struct json_value *at = json_first(object); at != NULL; at = json_next(at)) {
        if (omit == NULL || !text_is(json_name(at), omit)) {
            members[n++] = at;
        }
    }
    qsort(members, n, sizeof *members, by_name);
    buf_char(out, '{');
    for (size_t i = 0; i < n; i++) {
        buf_text(out, i > 0 ? "," : "");
        TRY(write_member(members[i], out, e));
    }
    buf_char(out, '}');
    return true;
}

/* What is neither a container nor text nor a number. */
static void write_literal(const struct json_value *value, struct buf *out)
{
    bool is_true = false;
    if (json_bool(value, &is_true)) {
        buf_text(out, is_true ? "true" : "false");
    } else {
        buf_text(out, "null");
    }
}

static bool write_value(const struct json_value *value, struct buf *out, struct err *e)
{
    struct text text;
    if (json_is_object(value)) {
        return write_object(value, NULL, out, e);
    }
    if (json_is_array(value)) {
        return write_array(value, out, e);
    }
    if (json_number(value, &text)) {
        return write_number(text, out, e);
    }
    if (json_text(value, &text)) {
        return jcs_string(text, out) ||
               err_set(e, ERR_MALFORMED, "canonical JSON: a string is not UTF-8");
    }
    write_literal(value, out);
    return true;
}

bool jcs_write(const struct json_value *value, struct buf *out, struct err *e)
{
    return write_value(value, out, e);
}

bool jcs_write_without(const struct json_value *object, const char *member, struct buf *out,
                       struct err *e)
{
    TRY(json_is_object(object) || err_set(e, ERR_MALFORMED, "canonical JSON: not an object"));
    return write_object(object, member, out, e);
}
