/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/rlp_text.h"

#include "base/hex.h"

enum { SHOWN = 60 };

static bool refuse(struct text text, const char *why, struct err *e)
{
    int shown = text.len < SHOWN ? (int)text.len : SHOWN;
    return err_set(e, ERR_USAGE, "'%.*s'%s %s", shown, text.at, text.len > SHOWN ? "..." : "", why);
}

static bool add_hex(struct text text, enum rlp_form form, struct buf *out, struct err *e)
{
    struct text digits = hex_without_0x(text);
    AUTO(buf_done) struct buf bytes = buf_start(RLP_TEXT_MAX);
    if (digits.len == text.len && form == RLP_STRICT) {
        (void)refuse(text, "is no bytes in hex behind 0x", e);
        return err_hint(e, "bytes are written 0x6364, none 0x, and a number in JSON 5");
    }
    if (digits.len > 0 && !hex_is(digits)) {
        return refuse(text, digits.len % 2 == 0 ? "is no hex" : "has no even number of hex digits",
                      e);
    }
    uint8_t *at = digits.len > 0 ? buf_extend(&bytes, digits.len / 2) : NULL;
    if (at == NULL && digits.len > 0) {
        return err_set(e, ERR_TOO_BIG, "more than %zu bytes", RLP_TEXT_MAX);
    }
    TRY(hex_decode(digits, at, digits.len / 2));
    rlp_add_string(out, buf_view(&bytes));
    return true;
}

static bool add_number(struct text digits, struct buf *out, struct err *e)
{
    struct u256 value;
    if (!u256_parse(digits, 10, &value)) {
        return refuse(digits, "is no integer from 0 to 2^256 - 1", e);
    }
    rlp_add_u256(out, &value);
    return true;
}

static bool add_value(const struct json_value *value, enum rlp_form form, struct buf *out,
                      struct err *e);

static bool add_items(const struct json_value *list, enum rlp_form form, struct buf *out,
                      struct err *e)
{
    AUTO(buf_done) struct buf items = buf_start(RLP_TEXT_MAX);
    size_t i = 1;
    for (const struct json_value *at = json_first(list); at != NULL; at = json_next(at), i++) {
        if (!add_value(at, form, &items, e)) {
            return err_wrap(e, "item %zu", i);
        }
    }
    if (!buf_is_whole(&items)) {
        return err_set(e, ERR_TOO_BIG, "more than %zu bytes", RLP_TEXT_MAX);
    }
    rlp_add_list(out, buf_view(&items));
    return true;
}

static bool add_value(const struct json_value *value, enum rlp_form form, struct buf *out,
                      struct err *e)
{
    struct text text;
    if (json_is_array(value)) {
        return add_items(value, form, out, e);
    }
    if (json_text(value, &text)) {
        return add_hex(text, form, out, e);
    }
    if (json_number(value, &text)) {
        return add_number(text, out, e);
    }
    if (json_is_null(value) && form == RLP_AS_CAST) {
        rlp_add_string(out, bytes_of(NULL, 0));
        return true;
    }
    return err_set(e, ERR_USAGE, "neither a string of hex, a number nor an array");
}

/* JSON goes first: only what is none is hex without 0x. */
static bool add_json(struct text item, enum rlp_form form, struct buf *out, struct err *e)
{
    AUTO(json_freep) struct json *json = json_parse(text_bytes(item), e);
    if (json != NULL) {
        return add_value(json_root(json), form, out, e);
    }
    if (hex_is(item) || item.len == 0) {
        return add_hex(item, form, out, e);
    }
    e->kind = e->kind == ERR_MALFORMED ? ERR_USAGE : e->kind;
    (void)err_wrap(e, "neither hex behind 0x nor JSON");
    return err_hint(e, "0x6364, or [\"0x63\", [], 5]");
}

bool rlp_from_text(struct text item, enum rlp_form form, struct buf *out, struct err *e)
{
    TRY((text_starts(item, "0x") ? add_hex : add_json)(item, form, out, e));
    return buf_is_whole(out) || err_set(e, ERR_TOO_BIG, "more than %zu bytes", out->cap);
}

/* `start`: what positions are counted from. */
static bool write_item(const uint8_t *start, struct bytes *from, unsigned depth,
                       struct json_writer *out, struct err *e)
{
    struct rlp_item item;
    size_t position = (size_t)(from->at - start);
    if (!rlp_item(from, &item)) {
        return err_set(e, ERR_MALFORMED, "byte %zu: %s", position,
                       bytes_end(*from) ? "nothing where an item is expected"
                                        : "an item that is cut off or not in its only form");
    }
    if (!item.is_list) {
        json_write_0x(out, item.body);
        return true;
    }
    if (depth == RLP_DEPTH_MAX) {
        return err_set(e, ERR_TOO_BIG, "byte %zu: more than %d lists in each other", position,
                       RLP_DEPTH_MAX);
    }
    json_begin_array(out);
    while (!bytes_end(item.body)) {
        TRY(write_item(start, &item.body, depth + 1, out, e));
    }
    json_end_array(out);
    return true;
}

bool rlp_write_json(struct bytes *from, struct json_writer *out, struct err *e)
{
    return write_item(from->at, from, 0, out, e);
}
