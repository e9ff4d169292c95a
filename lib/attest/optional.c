/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/optional.h"

#include "base/buf.h"
#include "base/hex.h"

bool optional_text(const struct json_value *object, const char *name, size_t max, struct text *out,
                   struct err *e)
{
    const struct json_value *value = json_member(object, name);
    *out = (struct text){NULL, 0};
    if (value == NULL || json_is_null(value)) {
        return true;
    }
    if (!json_text(value, out)) {
        return err_set(e, ERR_MALFORMED, "'%s' is no text", name);
    }
    if (out->len > max) {
        return err_set(e, ERR_MALFORMED, "'%s' is longer than %zu characters", name, max);
    }
    return true;
}

static bool is_no_hex(struct hex_member member, struct err *e)
{
    if (member.min == member.max) {
        return err_set(e, ERR_MALFORMED, "'%s' is no hex of %zu bytes", member.name, member.max);
    }
    return err_set(e, ERR_MALFORMED, "'%s' is no hex of %zu to %zu bytes", member.name, member.min,
                   member.max);
}

bool optional_hex_text(struct text text, struct hex_member member, struct keep *keep,
                       struct bytes *out, struct err *e)
{
    *out = (struct bytes){NULL, 0};
    text = hex_without_0x(text);
    if (text.len == 0) {
        return true;
    }
    size_t n = text.len / 2;
    if (!hex_is(text) || n < member.min || n > member.max) {
        return is_no_hex(member, e);
    }
    AUTO(buf_done) struct buf decoded = buf_start(n);
    uint8_t *room = buf_extend(&decoded, n);
    if (room == NULL || !hex_decode(text, room, n)) {
        return is_no_hex(member, e);
    }
    *out = keep_buf(keep, &decoded);
    return true;
}

bool optional_hex(const struct json_value *object, struct hex_member member, struct keep *keep,
                  struct bytes *out, struct err *e)
{
    struct text text;
    TRY(optional_text(object, member.name, 2 * member.max + 2, &text, e));
    return optional_hex_text(text, member, keep, out, e);
}
