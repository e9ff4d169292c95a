/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/safe_checksum.h"

#include "codec/jcs.h"

#define SERIAL_MAX (128 * MIB)

/* What is being written, which is canonical JSON already: its members are sorted. */
struct serial {
    struct buf *out;
    const struct json_value *name; /* that is null */
    struct err *e;
};

static bool serialize(const struct serial *s, const struct json_value *value);

static bool serialize_array(const struct serial *s, const struct json_value *array)
{
    buf_char(s->out, '[');
    for (const struct json_value *at = json_first(array); at != NULL; at = json_next(at)) {
        buf_text(s->out, at != json_first(array) ? "," : "");
        TRY(serialize(s, at));
    }
    buf_char(s->out, ']');
    return true;
}

static bool serialize_object(const struct serial *s, const struct json_value *object)
{
    buf_text(s->out, "{[");
    for (const struct json_value *at = json_first(object); at != NULL; at = json_next(at)) {
        buf_text(s->out, at != json_first(object) ? "," : "");
        TRY(jcs_string(json_name(at), s->out));
    }
    buf_char(s->out, ']');
    for (const struct json_value *at = json_first(object); at != NULL; at = json_next(at)) {
        TRY(serialize(s, at));
        buf_char(s->out, ',');
    }
    buf_char(s->out, '}');
    return true;
}

static bool serialize(const struct serial *s, const struct json_value *value)
{
    if (value == s->name) {
        buf_text(s->out, "null");
        return true;
    }
    if (json_is_object(value)) {
        return serialize_object(s, value);
    }
    return json_is_array(value) ? serialize_array(s, value) : jcs_write(value, s->out, s->e);
}

bool safe_checksum(struct bytes batch, struct keccak256 *out, struct err *e)
{
    AUTO(json_freep) struct json *document = json_parse(batch, e);
    AUTO(buf_done) struct buf canonical = buf_start(SERIAL_MAX);
    AUTO(buf_done) struct buf serial = buf_start(SERIAL_MAX);
    TRY(document != NULL && jcs_write(json_root(document), &canonical, e));
    AUTO(json_freep) struct json *sorted = json_parse(buf_view(&canonical), e);
    TRY(sorted != NULL);
    const struct json_value *meta = json_member(json_root(sorted), "meta");
    const struct serial s = {.out = &serial, .name = json_member(meta, "name"), .e = e};
    TRY(serialize(&s, json_root(sorted)));
    *out = keccak256_of(buf_view(&serial));
    return true;
}
