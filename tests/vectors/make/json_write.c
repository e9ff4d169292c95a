/* SPDX-License-Identifier: Apache-2.0 */
#include "json_write.h"

#include <string.h>
#include <time.h>

#include "must.h"

void edits_add(struct edits *to, const char *from, const char *change)
{
    size_t i = 0;
    while (i < EDIT_MAX && to->at[i].from != NULL) {
        i++;
    }
    must(i < EDIT_MAX, "too many edits");
    to->at[i] = (struct edit){from, change};
}

static void edit_apply(const struct edit *edit, struct buf *text)
{
    size_t from_len = strlen(edit->from);
    const uint8_t *found = memmem(text->at, text->len, edit->from, from_len);
    must(found != NULL, edit->from);
    size_t before = (size_t)(found - text->at);
    struct buf out = buf_start(text->cap);
    buf_add(&out, bytes_of(text->at, before));
    buf_text(&out, edit->to);
    buf_add(&out, bytes_of(found + from_len, text->len - before - from_len));
    must(buf_is_whole(&out), "edited text too long");
    buf_done(text);
    *text = out;
}

void edits_apply(const struct edits *edits, struct buf *text)
{
    for (size_t i = 0; i < EDIT_MAX && edits->at[i].from != NULL; i++) {
        edit_apply(&edits->at[i], text);
    }
}

static void json_char(struct buf *to, char c)
{
    if (c == '"' || c == '\\') {
        buf_char(to, '\\');
        buf_char(to, c);
    } else if (c == '\n') {
        buf_text(to, "\\n");
    } else if ((unsigned char)c < 0x20) {
        buf_printf(to, "\\u%04x", (unsigned)c);
    } else {
        buf_char(to, c);
    }
}

void json_string(struct buf *to, struct text text)
{
    buf_char(to, '"');
    for (size_t i = 0; i < text.len; i++) {
        json_char(to, text.at[i]);
    }
    buf_char(to, '"');
}

void json_hex_upper(struct buf *to, struct bytes bytes)
{
    static const char DIGITS[] = "0123456789ABCDEF";
    for (size_t i = 0; i < bytes.left; i++) {
        buf_char(to, DIGITS[bytes.at[i] >> 4]);
        buf_char(to, DIGITS[bytes.at[i] & 15]);
    }
}

void json_date(struct buf *to, int64_t at)
{
    struct tm parts;
    char text[32];
    time_t seconds = (time_t)at;
    must(gmtime_r(&seconds, &parts) != NULL, "date");
    must(strftime(text, sizeof(text), "\"%Y-%m-%dT%H:%M:%SZ\"", &parts) > 0, "date");
    buf_text(to, text);
}

void json_words(struct buf *to, const char *spaced)
{
    buf_char(to, '[');
    struct text rest = text_of(spaced != NULL ? spaced : "");
    bool more = rest.len > 0;
    while (more) {
        struct text word;
        more = text_split(rest, ' ', &word, &rest);
        json_string(to, word);
        buf_text(to, more ? "," : "");
    }
    buf_char(to, ']');
}
