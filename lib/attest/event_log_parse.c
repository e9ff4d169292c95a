/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/event_log.h"
#include "attest/event_log_ccel.h"
#include "base/hex.h"

/* Which form an event log is in. */

static bool parse_json(struct bytes text, struct keep *keep, struct event_log *out, struct err *e)
{
    struct json *json = json_parse(text, e);
    return json != NULL && event_log_read(keep_json(keep, json), keep, out, e);
}

static bool begins_with(struct text text, char c)
{
    return text.len > 0 && text.at[0] == c;
}

static bool parse_plain(struct bytes bytes, struct keep *keep, struct event_log *out, struct err *e)
{
    struct text text = text_trim(text_of_bytes(bytes));
    if (ccel_is(bytes)) {
        return ccel_read(keep_copy(keep, bytes), out, e);
    }
    if (begins_with(text, '[')) {
        return parse_json(text_bytes(text), keep, out, e);
    }
    (void)err_set(e, ERR_MALFORMED, "this is no event log");
    return begins_with(text, '{')
               ? err_hint(e, "the event log is an array; perhaps a member of this document is it")
               : err_hint(e, "it is a JSON array, a binary CCEL log, or hex of one of these");
}

bool event_log_parse(struct bytes text, struct keep *keep, struct event_log *out, struct err *e)
{
    struct text hex = text_trim(text_of_bytes(text));
    *out = (struct event_log){0};
    if (!hex_is(hex)) {
        return parse_plain(text, keep, out, e);
    }
    AUTO(buf_done) struct buf decoded = buf_start(hex.len / 2);
    uint8_t *room = buf_extend(&decoded, hex.len / 2);
    TRY(hex_decode(hex, room, hex.len / 2));
    return parse_plain(buf_view(&decoded), keep, out, e);
}
