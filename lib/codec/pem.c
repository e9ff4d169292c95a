/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/pem.h"

#include <string.h>

#include "base/base64.h"

/* What a line of 64 characters holds. */
enum { BYTES_IN_LINE = 48 };

static bool is_around(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0;
}

static struct bytes skip_around(struct text text)
{
    size_t n = 0;
    while (n < text.len && is_around(text.at[n])) {
        n++;
    }
    return n > 0 ? bytes_of(text.at + n, text.len - n) : text_bytes(text);
}

static bool expect(struct bytes *from, const char *literal)
{
    return bytes_expect(from, literal, strlen(literal));
}

/* "-----BEGIN label-----" or the like, without what ends the line. */
static bool expect_boundary(struct bytes *from, const char *word, const char *label)
{
    return expect(from, "-----") && expect(from, word) && expect(from, " ") &&
           expect(from, label) && expect(from, "-----");
}

/* Up to the line feed, without it and a carriage return before it. */
static bool take_line(struct bytes *from, struct text *line)
{
    struct bytes taken;
    if (!bytes_take(from, bytes_find(*from, '\n'), &taken) || !bytes_skip(from, 1)) {
        return false;
    }
    size_t n = taken.left;
    n -= n > 0 && taken.at[n - 1] == '\r' ? 1 : 0;
    *line = text_of_bytes(bytes_of(taken.at, n));
    return true;
}

/* The lines are whole, none is empty, and none has the white space that base64_decode skips. Their
 * width is free: there are writers that make one long line. */
static bool are_lines(struct bytes body)
{
    struct text line;
    bool ok = !bytes_end(body);
    while (ok && !bytes_end(body)) {
        ok = take_line(&body, &line) && line.len > 0;
        for (size_t i = 0; ok && i < line.len; i++) {
            ok = !is_around(line.at[i]);
        }
    }
    return ok;
}

static bool take_block(struct bytes *from, const char *label, struct bytes *body)
{
    struct text rest_of_line;
    /* No character of base64 is a dash. */
    return expect_boundary(from, "BEGIN", label) && take_line(from, &rest_of_line) &&
           rest_of_line.len == 0 && bytes_take(from, bytes_find(*from, '-'), body) &&
           are_lines(*body) && expect_boundary(from, "END", label) &&
           (bytes_end(*from) || is_around((char)from->at[0]));
}

bool pem_next(struct text *from, const char *label, struct buf *out, bool *found)
{
    struct bytes rest = skip_around(*from);
    struct bytes body;
    bool is_there = !bytes_end(rest);
    if (is_there &&
        (!take_block(&rest, label, &body) || !base64_decode(text_of_bytes(body), out))) {
        return false;
    }
    *found = is_there;
    *from = text_of_bytes(rest);
    return true;
}

bool pem_is(struct text text)
{
    struct bytes rest = skip_around(text);
    return expect(&rest, "-----BEGIN ");
}

static void write_boundary(const char *word, const char *label, struct buf *out)
{
    buf_printf(out, "-----%s %s-----\n", word, label);
}

void pem_write(const char *label, struct bytes der, struct buf *out)
{
    write_boundary("BEGIN", label, out);
    struct bytes line;
    while (bytes_take(&der, der.left < BYTES_IN_LINE ? der.left : BYTES_IN_LINE, &line) &&
           line.left > 0) {
        base64_encode(line, out);
        buf_char(out, '\n');
    }
    write_boundary("END", label, out);
}
