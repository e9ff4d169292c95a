/* SPDX-License-Identifier: Apache-2.0 */
#include "compose/compose_hash.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/num.h"
#include "base/text.h"
#include "codec/json.h"
#include "codec/json_write.h"
#include "compose/app_compose.h"

/* How the SDK serialises (JSON.stringify of JavaScript, behind a sort of all keys). */

enum { INDENT = 4 };

struct form {
    const char *words;
    bool drops_unused; /* members that the runner does not use */
    bool indents;
};

static const struct form forms[] = {
    {"with sorted keys, on one line", false, false},
    {"as the SDK normalises it, on one line", true, false},
    {"as the SDK normalises it, indented", true, true},
};

struct writer {
    const struct form *form;
    struct text runner; /* or empty */
    struct buf *out;
};

/* A form that becomes longer is not looked at. */
#define TEXT_MAX (16 * APP_COMPOSE_SIZE_MAX)

/* Positions of array elements are keys that JavaScript keeps apart: numbers up to 2^32 - 2. */
static bool is_index(struct text name, uint64_t *out)
{
    return num_parse(name, UINT32_MAX - 1, out);
}

/* UTF-16 puts what needs a pair of units (F0 and above in UTF-8) below U+E000 (EE and EF). */
static unsigned utf16_rank(uint8_t byte)
{
    return byte == 0xee || byte == 0xef ? byte + 0x10U : byte;
}

static int compare_utf16(struct text a, struct text b)
{
    struct bytes left = text_bytes(a);
    struct bytes right = text_bytes(b);
    size_t n = left.left < right.left ? left.left : right.left;
    for (size_t i = 0; i < n; i++) {
        if (left.at[i] != right.at[i]) {
            return utf16_rank(left.at[i]) < utf16_rank(right.at[i]) ? -1 : 1;
        }
    }
    return (left.left > right.left) - (left.left < right.left);
}

/* Indexes by number, then the other keys by UTF-16. */
static int by_name(const void *a, const void *b)
{
    struct text left = json_name(*(const struct json_value *const *)a);
    struct text right = json_name(*(const struct json_value *const *)b);
    uint64_t x = 0;
    uint64_t y = 0;
    bool left_is_index = is_index(left, &x);
    bool right_is_index = is_index(right, &y);
    if (left_is_index && right_is_index) {
        return (x > y) - (x < y);
    }
    if (left_is_index || right_is_index) {
        return left_is_index ? -1 : 1;
    }
    return compare_utf16(left, right);
}

static void new_line(struct writer *w, size_t depth)
{
    if (w->form->indents) {
        buf_char(w->out, '\n');
        buf_repeat(w->out, ' ', INDENT * depth);
    }
}

static void write_text(struct writer *w, struct text text)
{
    struct json_writer writer = json_writer_to(w->out, false);
    json_write_text(&writer, text);
}

static size_t count_digits(struct text text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        n += text.at[i] >= '0' && text.at[i] <= '9' ? 1 : 0;
    }
    return n;
}

/* JavaScript writes the number as it is written here: so few digits that a double keeps them, no
 * exponent, no zero to drop. */
static bool is_javascript_number(struct text number)
{
    enum { EXACT_DIGITS = 15 };
    struct text whole;
    struct text fraction;
    if (number.len > 0 && number.at[0] == '-') {
        number = (struct text){number.at + 1, number.len - 1};
        TRY(!text_is(number, "0"));
    }
    size_t n = count_digits(number);
    bool has_fraction = text_split(number, '.', &whole, &fraction);
    if (!has_fraction) {
        return n <= EXACT_DIGITS && n == number.len;
    }
    TRY(n <= EXACT_DIGITS && n + 1 == number.len && fraction.at[fraction.len - 1] != '0');
    return !text_is(whole, "0") || !text_starts(fraction, "000000");
}

static bool is_falsy(const struct json_value *value)
{
    struct text text;
    bool flag = true;
    uint64_t number = 1;
    return json_is_null(value) || (json_text(value, &text) && text.len == 0) ||
           (json_bool(value, &flag) && !flag) || (json_uint(value, 0, &number));
}

/* What the SDK leaves out of the outermost object. */
static bool is_dropped(const struct writer *w, const struct json_value *member)
{
    struct text name = json_name(member);
    if (!w->form->drops_unused) {
        return false;
    }
    return (text_is(w->runner, "bash") && text_is(name, "docker_compose_file")) ||
           (text_is(w->runner, "docker-compose") && text_is(name, "bash_script")) ||
           (text_is(name, "pre_launch_script") && is_falsy(member));
}

static bool write_value(struct writer *w, const struct json_value *value, size_t depth);

static bool write_members(struct writer *w, const struct json_value *value, size_t depth)
{
    size_t n = 0;
    AUTO(mem_freep)
    const struct json_value **members = mem_array(json_count(value), sizeof *members);
    for (const struct json_value *at = json_first(value); at != NULL; at = json_next(at)) {
        if (depth > 0 || !is_dropped(w, at)) {
            members[n++] = at;
        }
    }
    bool is_object = json_is_object(value);
    if (is_object && n > 1) {
        qsort(members, n, sizeof *members, by_name);
    }
    buf_char(w->out, is_object ? '{' : '[');
    for (size_t i = 0; i < n; i++) {
        buf_text(w->out, i > 0 ? "," : "");
        new_line(w, depth + 1);
        if (is_object) {
            write_text(w, json_name(members[i]));
            buf_char(w->out, ':');
        }
        TRY(write_value(w, members[i], depth + 1));
    }
    if (n > 0) {
        new_line(w, depth);
    }
    buf_char(w->out, is_object ? '}' : ']');
    return true;
}

/* As deep as the JSON is, which JSON_DEPTH_MAX limits. */
static bool write_value(struct writer *w, const struct json_value *value, size_t depth)
{
    struct text text;
    bool flag = false;
    if (json_is_object(value) || json_is_array(value)) {
        return write_members(w, value, depth);
    }
    if (json_text(value, &text)) {
        write_text(w, text);
    } else if (json_number(value, &text)) {
        TRY(is_javascript_number(text));
        buf_slice(w->out, text);
    } else if (json_bool(value, &flag)) {
        buf_text(w->out, flag ? "true" : "false");
    } else {
        buf_text(w->out, "null");
    }
    return true;
}

/* The SDK takes the blank out of every `": ` of the indented text, those inside of values too. */
static void drop_blanks(struct bytes from, struct buf *out)
{
    while (!bytes_end(from)) {
        if (bytes_expect(&from, "\": ", 3)) {
            buf_text(out, "\":");
        } else {
            buf_char(out, (char)from.at[0]);
            from = bytes_of(from.at + 1, from.left - 1);
        }
    }
}

static bool is_hash_of(struct bytes bytes, const struct sha256 *want)
{
    struct sha256 hash = sha256_of(bytes);
    return bytes_equal(BYTES_OF(hash.at), BYTES_OF(want->at));
}

static bool matches_form(const struct json_value *root, const struct form *form,
                         const struct sha256 *want)
{
    AUTO(buf_done) struct buf out = buf_start(TEXT_MAX);
    struct writer w = {.form = form, .out = &out};
    if (!json_text(json_member(root, "runner"), &w.runner)) {
        w.runner = text_of(NULL);
    }
    if (!write_value(&w, root, 0) || !buf_is_whole(&out)) {
        return false;
    }
    if (!form->indents) {
        return is_hash_of(buf_view(&out), want);
    }
    AUTO(buf_done) struct buf dropped = buf_start(TEXT_MAX);
    drop_blanks(buf_view(&out), &dropped);
    return is_hash_of(buf_view(&dropped), want);
}

static bool matches_without_newline(struct bytes text, const struct sha256 *want)
{
    size_t left = text.left;
    while (left > 0 && (text.at[left - 1] == '\n' || text.at[left - 1] == '\r')) {
        left--;
    }
    return left < text.left && is_hash_of(bytes_of(text.at, left), want);
}

const char *compose_hash_hint(struct bytes app_compose, const struct sha256 *want)
{
    struct err e = {0};
    if (app_compose.left > APP_COMPOSE_SIZE_MAX) {
        return NULL;
    }
    AUTO(json_freep) struct json *json = json_parse(app_compose, &e);
    if (json == NULL) {
        return NULL;
    }
    if (matches_without_newline(app_compose, want)) {
        return "without the newline at its end";
    }
    for (size_t i = 0; i < COUNT(forms); i++) {
        if (matches_form(json_root(json), &forms[i], want)) {
            return forms[i].words;
        }
    }
    return NULL;
}
