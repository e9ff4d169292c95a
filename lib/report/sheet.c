/* SPDX-License-Identifier: Apache-2.0 */
#include "report/sheet.h"

#include "base/utf8.h"

static size_t columns_of(struct text text)
{
    size_t n = 0;
    while (text.len > 0) {
        size_t used = utf8_sequence(text);
        used = used > 0 ? used : 1;
        text = (struct text){text.at + used, text.len - used};
        n++;
    }
    return n;
}

void sheet_to(struct sheet *s, size_t column)
{
    size_t n = s->column < column ? column - s->column : 1;
    buf_repeat(s->out, ' ', n);
    s->column += n;
}

void sheet_line(struct sheet *s)
{
    while (s->out->len > 0 && s->out->at[s->out->len - 1] == ' ') {
        s->out->len--; /* a line ends in no space */
    }
    buf_char(s->out, '\n');
    s->column = 0;
}

static void put_slice(struct sheet *s, struct text text)
{
    buf_slice(s->out, text);
    s->column += columns_of(text);
}

/* One character as ASCII: the mark of what was cut, or the bytes. */
static void put_ascii(struct text sequence, struct buf *out)
{
    if (sequence.len == 1) {
        buf_char(out, sequence.at[0]);
    } else if (text_is(sequence, "…")) {
        buf_text(out, "...");
    } else {
        for (size_t i = 0; i < sequence.len; i++) {
            buf_printf(out, "\\x%02x", (uint8_t)sequence.at[i]);
        }
    }
}

/* As it can be shown. */
static void escape(const struct sheet *s, struct text text, struct buf *out)
{
    if (!s->style->ascii) {
        utf8_escape(text, out);
        return;
    }
    AUTO(buf_done) struct buf escaped = buf_start(out->cap);
    utf8_escape(text, &escaped);
    for (struct text rest = buf_view_text(&escaped); rest.len > 0;) {
        size_t n = utf8_sequence(rest);
        n = n > 0 ? n : 1;
        put_ascii((struct text){rest.at, n}, out);
        rest = (struct text){rest.at + n, rest.len - n};
    }
}

void sheet_put(struct sheet *s, const char *text)
{
    size_t start = s->out->len;
    escape(s, text_of(text), s->out);
    struct text all = buf_view_text(s->out);
    s->column += columns_of((struct text){all.at + start, all.len - start});
}

void sheet_paint(struct sheet *s, enum paint paint, const char *text)
{
    static const char *const codes[] = {
        [PAINT_BOLD] = "\033[1m",   [PAINT_DIM] = "\033[2m",     [PAINT_RED] = "\033[1;31m",
        [PAINT_GREEN] = "\033[32m", [PAINT_YELLOW] = "\033[33m", [PAINT_CYAN] = "\033[36m",
    };
    if (s->style->colour) {
        buf_text(s->out, codes[paint]);
    }
    sheet_put(s, text);
    if (s->style->colour) {
        buf_text(s->out, "\033[0m");
    }
}

void sheet_words(struct sheet *s, size_t indent, const char *text)
{
    AUTO(buf_done) struct buf escaped = buf_start(64 * KIB);
    escape(s, text_of(text), &escaped);
    struct text rest = buf_view_text(&escaped);
    struct text word;
    bool is_first = true;
    bool more = rest.len > 0;
    while (more) {
        more = text_split(rest, ' ', &word, &rest);
        size_t space = is_first ? 0 : 1;
        bool fits = s->style->width == 0 || s->column + space + columns_of(word) <= s->style->width;
        if (!fits && s->column > indent) {
            sheet_line(s);
            sheet_to(s, indent);
            space = 0;
        }
        buf_repeat(s->out, ' ', space);
        s->column += space;
        put_slice(s, word);
        is_first = false;
    }
}

void sheet_hex(struct sheet *s, size_t indent, struct bytes bytes)
{
    enum { LONG = 32, SHORT = 24 };
    size_t width = s->style->width;
    bool fits = width == 0 || s->column + 2 * bytes.left <= width;
    size_t most = s->column + (size_t)2 * LONG <= width ? LONG : SHORT;
    struct bytes group;
    while (!fits && bytes.left > most && bytes_take(&bytes, most, &group)) {
        buf_hex(s->out, group);
        sheet_line(s);
        sheet_to(s, indent);
    }
    buf_hex(s->out, bytes);
    s->column += 2 * bytes.left;
}

void sheet_heading(struct sheet *s, const char *name)
{
    sheet_line(s);
    sheet_paint(s, PAINT_BOLD, name);
    sheet_line(s);
}

void sheet_label(struct sheet *s, const char *name)
{
    sheet_to(s, SHEET_LABEL);
    sheet_put(s, name);
    sheet_to(s, s->value);
}

void sheet_row(struct sheet *s, const char *name, const char *value)
{
    sheet_label(s, name);
    sheet_words(s, s->value, value);
    sheet_line(s);
}
