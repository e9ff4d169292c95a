/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "attest/event_log.h"
#include "attest/limits.h"
#include "attest/member.h"
#include "base/hex.h"

/* The JSON form of an event log (specification section 1). Members that are not known are passed
 * over, and nothing rests on them. */

/* Where decoded bytes go: one piece of memory for all events, measured beforehand. */
struct room {
    uint8_t *at;
    size_t left;
};

static size_t hex_bytes(const struct json_value *object, const char *name)
{
    struct text text = {NULL, 0};
    return json_text(json_member(object, name), &text) ? text.len / 2 : 0;
}

static struct room make_room(const struct json_value *array, struct keep *keep)
{
    size_t total = 0;
    for (const struct json_value *at = json_first(array); at != NULL; at = json_next(at)) {
        total += hex_bytes(at, "event_payload") + hex_bytes(at, "preimage");
    }
    if (total == 0) {
        return (struct room){NULL, 0};
    }
    struct buf buf = buf_start(total);
    struct room room = {buf_extend(&buf, total), total};
    (void)keep_buf(keep, &buf);
    return room;
}

static bool is_of_base64(struct text text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!is_letter && !(c >= '0' && c <= '9') && strchr("+/=", c) == NULL) {
            return false;
        }
    }
    return true;
}

static bool read_hex(const struct json_value *object, const char *name, struct room *room,
                     struct bytes *out, struct err *e)
{
    struct text text = {NULL, 0};
    TRY(member_text(object, name, &text, e));
    size_t n = text.len / 2;
    if (n > room->left || !hex_decode(text, room->at, n)) {
        return err_set(e, ERR_MALFORMED, "'%s' is no hex%s", name,
                       is_of_base64(text) && text.len % 4 == 0 ? ", but seems to be base64" : "");
    }
    *out = bytes_of(room->at, n);
    room->left -= n;
    room->at = n > 0 ? room->at + n : room->at;
    return true;
}

/* "" and none at all are the same. */
static bool read_digest(const struct json_value *object, struct event *out, struct err *e)
{
    const struct json_value *value = json_member(object, "digest");
    struct text text = {NULL, 0};
    if (value == NULL || (json_text(value, &text) && text.len == 0)) {
        if (event_is_runtime(out)) {
            return true;
        }
        return err_set(e, ERR_MALFORMED, "there is no digest, and it is no runtime event");
    }
    if (!json_text(value, &text) || !hex_decode(text, out->digest.at, SHA384_SIZE)) {
        return err_set(e, ERR_MALFORMED, "'digest' is no hex of %d bytes", SHA384_SIZE);
    }
    out->has_digest = true;
    return true;
}

static bool read_version(const struct json_value *object, struct event *out, struct err *e)
{
    const struct json_value *value = json_member(object, "version");
    uint64_t version = 1;
    if (value != NULL && (!json_uint(value, 2, &version) || version == 0)) {
        return err_set(e, ERR_MALFORMED, "'version' is neither 1 nor 2");
    }
    out->version = (unsigned)version;
    return true;
}

static bool read_event(const struct json_value *object, struct room *room, struct event *out,
                       struct err *e)
{
    uint64_t rtmr = 0;
    uint64_t type = 0;
    if (!json_is_object(object)) {
        return err_set(e, ERR_MALFORMED, "it is no object");
    }
    TRY(member_uint(object, "imr", RTMR_COUNT - 1, &rtmr, e));
    TRY(member_uint(object, "event_type", UINT32_MAX, &type, e));
    out->rtmr = (unsigned)rtmr;
    out->type = (uint32_t)type;
    TRY(read_digest(object, out, e));
    TRY(member_text(object, "event", &out->name, e));
    TRY(read_hex(object, "event_payload", room, &out->payload, e));
    out->has_preimage = json_member(object, "preimage") != NULL;
    TRY(!out->has_preimage || read_hex(object, "preimage", room, &out->preimage, e));
    return read_version(object, out, e);
}

static bool read_events(const struct json_value *array, struct room *room, struct event_log *out,
                        struct err *e)
{
    size_t i = 0;
    for (const struct json_value *at = json_first(array); at != NULL; at = json_next(at), i++) {
        struct event event = {.rtmr = 0};
        if (!read_event(at, room, &event, e)) {
            return err_wrap(e, "event %zu", i);
        }
        if (!event_log_add(out, &event)) {
            return err_set(e, ERR_TOO_BIG, "the event log has more than %d events", LIMIT_EVENTS);
        }
    }
    return true;
}

bool event_log_read(const struct json_value *array, struct keep *keep, struct event_log *out,
                    struct err *e)
{
    *out = (struct event_log){0};
    if (!json_is_array(array)) {
        return err_set(e, ERR_MALFORMED, "the event log is no array");
    }
    struct room room = make_room(array, keep);
    if (!read_events(array, &room, out, e)) {
        event_log_done(out);
        return false;
    }
    return true;
}
