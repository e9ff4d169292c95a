/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/json_write.h"

#include <assert.h>
#include <inttypes.h>

#include "base/utf8.h"

enum { DEPTH_MAX = 60 };

struct json_writer json_writer_to(struct buf *out, bool indent)
{
    return (struct json_writer){.out = out, .indent = indent};
}

static uint64_t level_bit(const struct json_writer *w)
{
    return (uint64_t)1 << w->depth;
}

static void new_line(struct json_writer *w)
{
    if (w->indent) {
        buf_char(w->out, '\n');
        buf_repeat(w->out, ' ', 2 * (size_t)w->depth);
    }
}

/* Comma and line break before a key or an element. */
static void next_item(struct json_writer *w)
{
    if ((w->has_item & level_bit(w)) != 0) {
        buf_char(w->out, ',');
    }
    w->has_item |= level_bit(w);
    new_line(w);
}

/* Before any value: it has to be an element, behind a key, or the one of the document. */
static void before_value(struct json_writer *w)
{
    if (w->depth == 0) {
        assert((w->has_item & 1) == 0);
        w->has_item |= 1;
    } else if ((w->is_list & level_bit(w)) != 0) {
        next_item(w);
    } else {
        assert(w->after_key);
        w->after_key = false;
    }
}

static void begin(struct json_writer *w, bool is_list)
{
    assert(w->depth < DEPTH_MAX);
    before_value(w);
    buf_char(w->out, is_list ? '[' : '{');
    w->depth++;
    w->has_item &= ~level_bit(w);
    w->is_list = is_list ? w->is_list | level_bit(w) : w->is_list & ~level_bit(w);
}

static void end(struct json_writer *w, bool is_list)
{
    assert(w->depth > 0 && !w->after_key);
    assert(((w->is_list & level_bit(w)) != 0) == is_list);
    bool has_item = (w->has_item & level_bit(w)) != 0;
    w->depth--;
    if (has_item) {
        new_line(w);
    }
    buf_char(w->out, is_list ? ']' : '}');
}

void json_begin_object(struct json_writer *w)
{
    begin(w, false);
}

void json_end_object(struct json_writer *w)
{
    end(w, false);
}

void json_begin_array(struct json_writer *w)
{
    begin(w, true);
}

void json_end_array(struct json_writer *w)
{
    end(w, true);
}

/* What follows the backslash in the short form of an escape, or 0. */
static char short_escape(char c)
{
    switch (c) {
    case '"':
    case '\\':
        return c;
    case '\b':
        return 'b';
    case '\f':
        return 'f';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return 0;
    }
}

static void put_escape(struct buf *out, char c)
{
    char letter = short_escape(c);
    if (letter != 0) {
        buf_char(out, '\\');
        buf_char(out, letter);
    } else {
        buf_printf(out, "\\u%04x", (unsigned)(uint8_t)c);
    }
}

static bool is_plain(char c)
{
    return c >= ' ' && c != '"' && c != '\\' && (uint8_t)c < 0x80;
}

/* Length of what can stay as it is at the start of the text. Plain characters have a loop of their
 * own: most of what is written is hex. */
static size_t literal_run(struct text text)
{
    size_t at = 0;
    for (size_t n = 1; n > 0; at += n) {
        while (at < text.len && is_plain(text.at[at])) {
            at++;
        }
        bool is_ascii = at == text.len || (uint8_t)text.at[at] < 0x80;
        n = is_ascii ? 0 : utf8_sequence((struct text){text.at + at, text.len - at});
    }
    return at;
}

static void put_quoted(struct buf *out, struct text text)
{
    buf_char(out, '"');
    while (text.len > 0) {
        size_t n = literal_run(text);
        buf_slice(out, (struct text){text.at, n});
        if (n < text.len && (uint8_t)text.at[n] >= 0x80) {
            buf_text(out, "\xef\xbf\xbd");
            n++;
        } else if (n < text.len) {
            put_escape(out, text.at[n]);
            n++;
        }
        text = (struct text){text.at + n, text.len - n};
    }
    buf_char(out, '"');
}

void json_key(struct json_writer *w, const char *key)
{
    assert(w->depth > 0 && !w->after_key && (w->is_list & level_bit(w)) == 0);
    next_item(w);
    put_quoted(w->out, text_of(key));
    buf_text(w->out, w->indent ? ": " : ":");
    w->after_key = true;
}

void json_write_text(struct json_writer *w, struct text text)
{
    before_value(w);
    put_quoted(w->out, text);
}

void json_write_string(struct json_writer *w, const char *zero_terminated)
{
    json_write_text(w, text_of(zero_terminated));
}

void json_write_uint(struct json_writer *w, uint64_t value)
{
    before_value(w);
    buf_printf(w->out, "%" PRIu64, value);
}

void json_write_int(struct json_writer *w, int64_t value)
{
    before_value(w);
    buf_printf(w->out, "%" PRId64, value);
}

void json_write_bool(struct json_writer *w, bool value)
{
    before_value(w);
    buf_text(w->out, value ? "true" : "false");
}

void json_write_null(struct json_writer *w)
{
    before_value(w);
    buf_text(w->out, "null");
}

void json_write_hex(struct json_writer *w, struct bytes bytes)
{
    before_value(w);
    buf_char(w->out, '"');
    buf_hex(w->out, bytes);
    buf_char(w->out, '"');
}

void json_write_0x(struct json_writer *w, struct bytes bytes)
{
    before_value(w);
    buf_char(w->out, '"');
    buf_0x(w->out, bytes);
    buf_char(w->out, '"');
}

void json_write_instant(struct json_writer *w, instant at)
{
    char text[INSTANT_TEXT];
    json_write_string(w, instant_format(at, text));
}

void json_write_raw(struct json_writer *w, struct bytes json)
{
    before_value(w);
    buf_add(w->out, json);
}

void json_member_text(struct json_writer *w, const char *key, struct text text)
{
    json_key(w, key);
    json_write_text(w, text);
}

void json_member_string(struct json_writer *w, const char *key, const char *zero_terminated)
{
    json_key(w, key);
    json_write_string(w, zero_terminated);
}

void json_member_uint(struct json_writer *w, const char *key, uint64_t value)
{
    json_key(w, key);
    json_write_uint(w, value);
}

void json_member_bool(struct json_writer *w, const char *key, bool value)
{
    json_key(w, key);
    json_write_bool(w, value);
}

void json_member_hex(struct json_writer *w, const char *key, struct bytes bytes)
{
    json_key(w, key);
    json_write_hex(w, bytes);
}

void json_member_0x(struct json_writer *w, const char *key, struct bytes bytes)
{
    json_key(w, key);
    json_write_0x(w, bytes);
}

void json_member_instant(struct json_writer *w, const char *key, instant at)
{
    json_key(w, key);
    json_write_instant(w, at);
}
