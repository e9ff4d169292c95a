/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/toml_scan.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/hex.h"
#include "base/utf8.h"

struct toml_scan toml_scan_of(struct text text, char *decoded, struct err *e)
{
    return (struct toml_scan){.text = text, .decoded = decoded, .e = e, .known = {1, 1}};
}

/* From a known place on; a byte 10xxxxxx of UTF-8 goes with the one before. */
static struct toml_place walk(struct text text, struct toml_place place)
{
    for (size_t i = 0; i < text.len; i++) {
        uint8_t c = (uint8_t)text.at[i];
        place.line += c == '\n' ? 1 : 0;
        place.column = c == '\n' ? 1 : place.column + ((c & 0xc0) == 0x80 ? 0 : 1);
    }
    return place;
}

static struct text between(const struct toml_scan *s, size_t start, size_t end)
{
    return (struct text){s->text.len > 0 ? s->text.at + start : "", end - start};
}

struct toml_place toml_scan_place(struct toml_scan *s)
{
    s->known = walk(between(s, s->known_at, s->at), s->known);
    s->known_at = s->at;
    return s->known;
}

bool toml_scan_fail(const struct toml_scan *s, size_t at, enum err_kind kind, const char *format,
                    ...)
{
    char fault[sizeof s->e->text];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(fault, sizeof fault, format, args);
    va_end(args);
    struct toml_place place = walk(between(s, 0, at), (struct toml_place){1, 1});
    return err_set(s->e, kind, "line %zu, column %zu: %.200s", place.line, place.column, fault);
}

static bool malformed(const struct toml_scan *s, size_t at, const char *fault)
{
    return toml_scan_fail(s, at, ERR_MALFORMED, "%s", fault);
}

static bool unexpected(const struct toml_scan *s, const char *missing)
{
    bool at_end = s->at == s->text.len;
    return toml_scan_fail(s, s->at, ERR_MALFORMED, "%s%s", at_end ? "unexpected end, " : "",
                          missing);
}

/* What a line ends with here: 0, 1 or 2 characters. */
static size_t newline(const struct toml_scan *s, size_t at)
{
    struct text rest = between(s, at, s->text.len);
    return text_starts(rest, "\n") ? 1 : text_starts(rest, "\r\n") ? 2 : 0;
}

static bool is_control(uint8_t c)
{
    return (c < ' ' && c != '\t') || c == 0x7f;
}

bool toml_scan_characters(const struct toml_scan *s)
{
    if (text_starts(s->text, "\xef\xbb\xbf")) {
        return malformed(s, 0, "byte order mark");
    }
    for (size_t at = 0, n = 0; at < s->text.len; at += n) {
        n = newline(s, at);
        if (n == 0 && is_control((uint8_t)s->text.at[at])) {
            return malformed(s, at, "control character");
        }
        n = n > 0 ? n : utf8_sequence(between(s, at, s->text.len));
        if (n == 0) {
            return malformed(s, at, "not UTF-8");
        }
    }
    return true;
}

char toml_scan_peek(const struct toml_scan *s)
{
    return s->at < s->text.len ? s->text.at[s->at] : 0;
}

bool toml_scan_accept(struct toml_scan *s, const char *literal)
{
    bool is_there = text_starts(between(s, s->at, s->text.len), literal);
    s->at += is_there ? strlen(literal) : 0;
    return is_there;
}

static bool accept_newline(struct toml_scan *s)
{
    size_t n = newline(s, s->at);
    s->at += n;
    return n > 0;
}

static void skip_comment(struct toml_scan *s)
{
    if (toml_scan_peek(s) == '#') {
        while (s->at < s->text.len && newline(s, s->at) == 0) {
            s->at++;
        }
    }
}

void toml_scan_blank(struct toml_scan *s)
{
    while (toml_scan_accept(s, " ") || toml_scan_accept(s, "\t")) {
    }
}

void toml_scan_gap(struct toml_scan *s)
{
    do {
        toml_scan_blank(s);
        skip_comment(s);
    } while (accept_newline(s));
}

bool toml_scan_line_end(struct toml_scan *s)
{
    toml_scan_blank(s);
    skip_comment(s);
    return accept_newline(s) || s->at == s->text.len ||
           malformed(s, s->at, "the line does not end behind the value");
}

static void keep(struct toml_scan *s, const char *from, size_t n)
{
    memcpy(s->decoded, from, n);
    s->decoded += n;
}

static struct text kept_since(const struct toml_scan *s, const char *start)
{
    return (struct text){start, (size_t)(s->decoded - start)};
}

static void keep_code_point(struct toml_scan *s, uint32_t c)
{
    char utf8[4];
    size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const uint8_t leads[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = n - 1; i > 0; i--, c >>= 6) {
        utf8[i] = (char)(0x80 | (c & 0x3f));
    }
    utf8[0] = (char)(leads[n] | c);
    keep(s, utf8, n);
}

/* Behind "\u" or "\U": the digits of a character, no surrogate. */
static bool unicode_escape(struct toml_scan *s, size_t n_digits)
{
    uint8_t octets[4] = {0};
    size_t n = n_digits / 2;
    if (s->text.len - s->at < n_digits ||
        !hex_decode(between(s, s->at, s->at + n_digits), &octets[4 - n], n)) {
        return malformed(s, s->at - 2, "bad escape");
    }
    uint32_t c = (uint32_t)octets[0] << 24 | (uint32_t)octets[1] << 16 | (uint32_t)octets[2] << 8 |
                 octets[3];
    if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) {
        return malformed(s, s->at - 2, "an escape that is no character");
    }
    s->at += n_digits;
    keep_code_point(s, c);
    return true;
}

/* A backslash at the end of a line takes it away, with all white space that follows. */
static bool line_continuation(struct toml_scan *s)
{
    size_t start = s->at;
    toml_scan_blank(s);
    if (!accept_newline(s)) {
        s->at = start;
        return false;
    }
    do {
        toml_scan_blank(s);
    } while (accept_newline(s));
    return true;
}

/* Behind a backslash. */
static bool escape(struct toml_scan *s, bool is_multi)
{
    static const char letters[] = "btnfr\"\\";
    static const char meanings[] = "\b\t\n\f\r\"\\";
    if (is_multi && line_continuation(s)) {
        return true;
    }
    if (toml_scan_accept(s, "u")) {
        return unicode_escape(s, 4);
    }
    if (toml_scan_accept(s, "U")) {
        return unicode_escape(s, 8);
    }
    char c = toml_scan_peek(s);
    const char *letter = c != 0 ? strchr(letters, c) : NULL;
    if (letter == NULL) {
        return malformed(s, s->at - 1, "bad escape");
    }
    keep(s, &meanings[letter - letters], 1);
    s->at++;
    return true;
}

/* Past marks, up to five. Three end a string of many lines; those beyond belong to it, as do those
 * that are fewer. */
static bool closes_many(struct toml_scan *s, const char *mark)
{
    size_t n = 0;
    while (n < 5 && toml_scan_accept(s, mark)) {
        n++;
    }
    for (size_t i = n < 3 ? 0 : 3; i < n; i++) {
        keep(s, mark, 1);
    }
    return n >= 3;
}

/* One or more characters inside of a string that is not at its end. */
static bool string_part(struct toml_scan *s, bool has_escapes, bool is_multi)
{
    if (has_escapes && toml_scan_accept(s, "\\")) {
        return escape(s, is_multi);
    }
    size_t n = newline(s, s->at);
    if (s->at == s->text.len || (n > 0 && !is_multi)) {
        return malformed(s, s->at, "the string does not end");
    }
    n = n > 0 ? n : 1;
    keep(s, &s->text.at[s->at], n);
    s->at += n;
    return true;
}

static bool one_line(struct toml_scan *s, const char *mark, struct text *out)
{
    const char *start = s->decoded;
    while (!toml_scan_accept(s, mark)) {
        TRY(string_part(s, *mark == '"', false));
    }
    *out = kept_since(s, start);
    return true;
}

static bool many_lines(struct toml_scan *s, const char *mark, struct text *out)
{
    const char *start = s->decoded;
    (void)accept_newline(s);
    while (!closes_many(s, mark)) {
        TRY(string_part(s, *mark == '"', true));
    }
    *out = kept_since(s, start);
    return true;
}

bool toml_scan_string(struct toml_scan *s, struct text *out)
{
    const char *mark = toml_scan_peek(s) == '"' ? "\"" : "'";
    if (toml_scan_accept(s, "\"\"\"") || toml_scan_accept(s, "'''")) {
        return many_lines(s, mark, out);
    }
    return (toml_scan_accept(s, mark) || unexpected(s, "a value is missing")) &&
           one_line(s, mark, out);
}

static bool is_bare(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

static struct text run(struct toml_scan *s, const char *also)
{
    size_t start = s->at;
    for (char c = toml_scan_peek(s); is_bare(c) || (c != 0 && strchr(also, c) != NULL);
         c = toml_scan_peek(s)) {
        s->at++;
    }
    return between(s, start, s->at);
}

static struct text keep_text(struct toml_scan *s, struct text text)
{
    const char *start = s->decoded;
    keep(s, text.at, text.len);
    return kept_since(s, start);
}

bool toml_scan_name(struct toml_scan *s, struct text *out)
{
    if (toml_scan_accept(s, "\"")) {
        return one_line(s, "\"", out);
    }
    if (toml_scan_accept(s, "'")) {
        return one_line(s, "'", out);
    }
    *out = keep_text(s, run(s, ""));
    return out->len > 0 || unexpected(s, "a name is missing");
}

/* "1979-05-27" with a space and a digit behind it. */
static bool is_date_before_time(const struct toml_scan *s, struct text word)
{
    struct text rest = between(s, s->at, s->text.len);
    return word.len == 10 && word.at[4] == '-' && word.at[7] == '-' && rest.len > 1 &&
           rest.at[0] == ' ' && rest.at[1] >= '0' && rest.at[1] <= '9';
}

bool toml_scan_word(struct toml_scan *s, struct text *out)
{
    size_t start = s->at;
    struct text word = run(s, "+.:");
    if (word.len == 0) {
        return unexpected(s, "a value is missing");
    }
    if (is_date_before_time(s, word)) {
        s->at++;
        (void)run(s, "+.:");
    }
    *out = keep_text(s, between(s, start, s->at));
    return true;
}
