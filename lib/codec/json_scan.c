/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/json_scan.h"

#include <stdint.h>
#include <string.h>

#include "base/hex.h"
#include "base/utf8.h"
#include "codec/json.h"

/* The containers that are open: bit n of `lists` says whether level n is an array. */
struct nest {
    unsigned depth;
    uint64_t lists;
};

_Static_assert(JSON_DEPTH_MAX < 64, "a level has a bit");

struct json_scan json_scan_of(struct bytes text, struct buf *numbers)
{
    return (struct json_scan){.text = text_of_bytes(text), .numbers = numbers};
}

struct text json_scan_since(const struct json_scan *s, size_t start)
{
    return (struct text){s->text.at + start, s->at - start};
}

static bool fail(struct json_scan *s, const char *fault)
{
    s->fault = fault;
    s->kind = ERR_MALFORMED;
    return false;
}

static bool over_limit(struct json_scan *s, const char *fault)
{
    (void)fail(s, fault);
    s->kind = ERR_TOO_BIG;
    return false;
}

/* The next character, or 0 at the end; no rule of the grammar has a place for a raw zero byte. */
static char peek(const struct json_scan *s)
{
    return s->at < s->text.len ? s->text.at[s->at] : 0;
}

static bool accept(struct json_scan *s, char c)
{
    bool is_there = s->at < s->text.len && s->text.at[s->at] == c;
    s->at += is_there ? 1 : 0;
    return is_there;
}

bool json_scan_char(struct json_scan *s, char c)
{
    return accept(s, c) || fail(s, "unexpected character");
}

void json_scan_space(struct json_scan *s)
{
    char c = peek(s);
    while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
        s->at++;
        c = peek(s);
    }
}

/* Some byte of the eight is a quote, a backslash, a control character or not ASCII. May be true
 * for a byte above such a one too: it only says when eight can be skipped at once. */
static bool has_special(uint64_t eight)
{
    const uint64_t ones = 0x0101010101010101U;
    const uint64_t highs = 0x8080808080808080U;
    uint64_t quote = eight ^ (ones * '"');
    uint64_t backslash = eight ^ (ones * '\\');
    uint64_t control = (eight - ones * ' ') & ~eight;
    uint64_t found = ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash);
    return ((eight | control | found) & highs) != 0;
}

static void skip_plain(struct json_scan *s)
{
    size_t at = s->at;
    const size_t len = s->text.len;
    for (uint64_t eight = 0; len - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, &s->text.at[at], sizeof eight);
        if (has_special(eight)) {
            break;
        }
    }
    while (at < len) {
        uint8_t c = (uint8_t)s->text.at[at];
        if (c < ' ' || c >= 0x80 || c == '"' || c == '\\') {
            break;
        }
        at++;
    }
    s->at = at;
}

/* "\uXXXX", of which the scan stands on the backslash. */
static bool scan_unit(struct json_scan *s, unsigned *unit)
{
    uint8_t value[2];
    struct bytes rest = text_bytes(s->text);
    struct bytes digits;
    if (!bytes_skip(&rest, s->at) || !bytes_expect(&rest, "\\u", 2) ||
        !bytes_take(&rest, 4, &digits) || !hex_decode(text_of_bytes(digits), value, 2)) {
        return fail(s, "bad escape");
    }
    *unit = (unsigned)value[0] << 8 | value[1];
    s->at += 6;
    return true;
}

static bool is_high_surrogate(unsigned unit)
{
    return unit >= 0xd800 && unit <= 0xdbff;
}

static bool is_low_surrogate(unsigned unit)
{
    return unit >= 0xdc00 && unit <= 0xdfff;
}

static bool scan_unicode_escape(struct json_scan *s)
{
    size_t start = s->at;
    unsigned unit = 0;
    unsigned second = 0;
    TRY(scan_unit(s, &unit));
    bool is_bad = unit == 0 || is_low_surrogate(unit);
    if (is_high_surrogate(unit)) {
        is_bad = !scan_unit(s, &second) || !is_low_surrogate(second);
    }
    if (is_bad) {
        s->at = start;
        return fail(s, unit == 0 ? "zero character" : "lone surrogate");
    }
    return true;
}

static bool scan_escape(struct json_scan *s)
{
    char c = s->text.len - s->at > 1 ? s->text.at[s->at + 1] : 0;
    if (c == 'u') {
        return scan_unicode_escape(s);
    }
    if (c == 0 || strchr("\"\\/bfnrt", c) == NULL) {
        return fail(s, "bad escape");
    }
    s->at += 2;
    return true;
}

/* What stops the run of plain characters, but for the quote. */
static bool scan_special(struct json_scan *s)
{
    uint8_t c = (uint8_t)peek(s);
    if (c == '\\') {
        return scan_escape(s);
    }
    if (c < ' ') {
        return fail(s, "control character in a string");
    }
    size_t n = utf8_sequence((struct text){&s->text.at[s->at], s->text.len - s->at});
    if (n == 0) {
        return fail(s, "not UTF-8");
    }
    s->at += n;
    return true;
}

bool json_scan_string(struct json_scan *s)
{
    if (!accept(s, '"')) {
        return fail(s, "a string is missing");
    }
    for (;;) {
        skip_plain(s);
        if (accept(s, '"')) {
            return true;
        }
        TRY(scan_special(s));
    }
}

static bool scan_digits(struct json_scan *s)
{
    size_t start = s->at;
    for (char c = peek(s); c >= '0' && c <= '9'; c = peek(s)) {
        s->at++;
    }
    return s->at > start || fail(s, "a digit is missing");
}

static bool scan_number(struct json_scan *s)
{
    size_t start = s->at;
    if (!accept(s, '-') && (peek(s) < '0' || peek(s) > '9')) {
        return fail(s, "a value is missing");
    }
    TRY(accept(s, '0') || scan_digits(s));
    if (accept(s, '.')) {
        TRY(scan_digits(s));
    }
    if (accept(s, 'e') || accept(s, 'E')) {
        if (!accept(s, '-')) {
            (void)accept(s, '+');
        }
        TRY(scan_digits(s));
    }
    struct text number = json_scan_since(s, start);
    if (number.len > JSON_NUMBER_MAX) {
        s->at = start;
        return over_limit(s, "number is too long");
    }
    if (s->numbers != NULL) {
        buf_add(s->numbers, bytes_of(&number, sizeof number));
    }
    return true;
}

static bool scan_word(struct json_scan *s, const char *word)
{
    struct bytes rest = text_bytes(s->text);
    if (!bytes_skip(&rest, s->at) || !bytes_expect(&rest, word, strlen(word))) {
        return fail(s, "a value is missing");
    }
    s->at = s->text.len - rest.left;
    return true;
}

static bool scan_scalar(struct json_scan *s)
{
    switch (peek(s)) {
    case '"':
        return json_scan_string(s);
    case 't':
        return scan_word(s, "true");
    case 'f':
        return scan_word(s, "false");
    case 'n':
        return scan_word(s, "null");
    default:
        return scan_number(s);
    }
}

static bool in_list(const struct nest *nest)
{
    return (nest->lists >> nest->depth & 1) != 0;
}

static bool push(struct json_scan *s, struct nest *nest, bool is_list)
{
    if (nest->depth == JSON_DEPTH_MAX) {
        return over_limit(s, "nested too deep");
    }
    s->at++;
    nest->depth++;
    uint64_t bit = (uint64_t)1 << nest->depth;
    nest->lists = is_list ? nest->lists | bit : nest->lists & ~bit;
    return true;
}

/* The name and colon before a member's value; nothing before an element's. */
static bool scan_name(struct json_scan *s, const struct nest *nest)
{
    if (in_list(nest)) {
        return true;
    }
    json_scan_space(s);
    TRY(json_scan_string(s));
    json_scan_space(s);
    return json_scan_char(s, ':');
}

/* At the place of a value: all of a scalar or an empty container, or the opening of a container up
 * to its first value, `*open`. */
static bool scan_head(struct json_scan *s, struct nest *nest, bool *open)
{
    json_scan_space(s);
    char c = peek(s);
    *open = false;
    if (++s->n_values > JSON_NODES_MAX) {
        return over_limit(s, "too many values");
    }
    if (c != '{' && c != '[') {
        return scan_scalar(s);
    }
    TRY(push(s, nest, c == '['));
    json_scan_space(s);
    if (accept(s, c == '[' ? ']' : '}')) {
        nest->depth--;
        return true;
    }
    *open = true;
    return scan_name(s, nest);
}

/* Behind a value: ends of containers, up to the next value's place or the end of the outermost. */
static bool scan_tail(struct json_scan *s, struct nest *nest, unsigned outer)
{
    while (nest->depth > outer) {
        json_scan_space(s);
        if (accept(s, ',')) {
            return scan_name(s, nest);
        }
        if (!accept(s, in_list(nest) ? ']' : '}')) {
            return fail(s, in_list(nest) ? "',' or ']' is missing" : "',' or '}' is missing");
        }
        nest->depth--;
    }
    return true;
}

bool json_scan_value(struct json_scan *s, unsigned outer)
{
    struct nest nest = {.depth = outer};
    bool open = false;
    bool ok = false;
    do {
        ok = scan_head(s, &nest, &open) && (open || scan_tail(s, &nest, outer));
    } while (ok && nest.depth > outer);
    return ok;
}

bool json_scan_document(struct json_scan *s, struct text *value)
{
    if (text_starts(s->text, "\xef\xbb\xbf")) {
        return fail(s, "byte order mark");
    }
    json_scan_space(s);
    size_t start = s->at;
    TRY(json_scan_value(s, 0));
    struct text whole = json_scan_since(s, start);
    json_scan_space(s);
    if (s->at < s->text.len) {
        return fail(s, "text behind the document");
    }
    *value = whole;
    return true;
}

bool json_scan_report(const struct json_scan *s, struct err *e)
{
    size_t line = 1;
    size_t column = 1;
    for (size_t i = 0; i < s->at; i++) {
        uint8_t c = (uint8_t)s->text.at[i];
        line += c == '\n' ? 1 : 0;
        /* A column is a character: bytes 10xxxxxx of UTF-8 go with the one before. */
        column = c == '\n' ? 1 : column + ((c & 0xc0) == 0x80 ? 0 : 1);
    }
    bool at_end = s->at == s->text.len && s->kind == ERR_MALFORMED;
    return err_set(e, s->kind, "line %zu, column %zu: %s", line, column,
                   at_end ? "unexpected end" : s->fault);
}
