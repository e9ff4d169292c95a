/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: toml_parse and what looks at its tree. A document that is read is written again
 * in one plain form, which has to be read as the same tree. */
#include "target.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "codec/toml.h"

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void write_text(struct buf *out, struct text text)
{
    buf_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        uint8_t c = (uint8_t)text.at[i];
        if (c < ' ' || c == '"' || c == '\\' || c == 0x7f) {
            buf_printf(out, "\\u%04x", c);
        } else {
            buf_char(out, (char)c);
        }
    }
    buf_char(out, '"');
}

static void write_value(struct buf *out, const struct toml_node *node);

static void write_inside(struct buf *out, const struct toml_node *node)
{
    for (const struct toml_node *at = toml_first(node); at != NULL; at = toml_next(at)) {
        if (toml_kind(node) == TOML_TABLE) {
            write_text(out, toml_name(at));
            buf_text(out, " = ");
        }
        write_value(out, at);
        buf_text(out, toml_next(at) != NULL ? ", " : "");
    }
}

static void write_value(struct buf *out, const struct toml_node *node)
{
    struct text text;
    bool flag = false;
    int64_t integer = 0;
    if (toml_text(node, &text)) {
        write_text(out, text);
    } else if (toml_bool(node, &flag)) {
        buf_text(out, flag ? "true" : "false");
    } else if (toml_int(node, &integer)) {
        buf_printf(out, "%" PRId64, integer);
    } else if (toml_literal(node, &text)) {
        buf_slice(out, text);
    } else {
        bool is_table = toml_kind(node) == TOML_TABLE;
        buf_char(out, is_table ? '{' : '[');
        write_inside(out, node);
        buf_char(out, is_table ? '}' : ']');
    }
}

static bool is_same(const struct toml_node *a, const struct toml_node *b)
{
    struct text left = {NULL, 0};
    struct text right = {NULL, 0};
    int64_t left_integer = 0;
    int64_t right_integer = 0;
    bool left_flag = false;
    bool right_flag = false;
    if (toml_int(a, &left_integer)) {
        return toml_int(b, &right_integer) && left_integer == right_integer;
    }
    if (toml_kind(a) != toml_kind(b) || toml_count(a) != toml_count(b) ||
        toml_bool(a, &left_flag) != toml_bool(b, &right_flag) || left_flag != right_flag ||
        toml_text(a, &left) != toml_text(b, &right) ||
        toml_literal(a, &left) != toml_literal(b, &right) || !text_equal(left, right)) {
        return false;
    }
    a = toml_first(a);
    b = toml_first(b);
    while (a != NULL && text_equal(toml_name(a), toml_name(b)) && is_same(a, b)) {
        a = toml_next(a);
        b = toml_next(b);
    }
    return a == NULL;
}

/* Inside of the document, and every member found by its name. */
static void check_places(const struct toml_node *node, size_t size)
{
    for (const struct toml_node *at = toml_first(node); at != NULL; at = toml_next(at)) {
        struct toml_place name = toml_name_place(at);
        struct toml_place value = toml_value_place(at);
        require(name.line >= 1 && name.line <= size && name.column >= 1 && name.column <= size);
        require(value.line >= name.line && value.line <= size && value.column <= size);
        AUTO(mem_freep) char *zero_terminated = text_dup(toml_name(at));
        bool is_plain = text_equal(text_of(zero_terminated), toml_name(at));
        require(toml_kind(node) != TOML_TABLE || !is_plain ||
                toml_member(node, zero_terminated) == at);
        check_places(at, size);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err e = {0};
    AUTO(toml_freep) struct toml *toml = toml_parse(bytes_of(data, size), &e);
    if (toml == NULL) {
        require(e.kind == ERR_MALFORMED || e.kind == ERR_TOO_BIG);
        require(text_starts(text_of(e.text), "line "));
        return 0;
    }
    check_places(toml_root(toml), size);
    AUTO(buf_done) struct buf out = buf_start(16 * MIB);
    for (const struct toml_node *at = toml_first(toml_root(toml)); at != NULL; at = toml_next(at)) {
        write_text(&out, toml_name(at));
        buf_text(&out, " = ");
        write_value(&out, at);
        buf_char(&out, '\n');
    }
    require(buf_is_whole(&out));
    AUTO(toml_freep) struct toml *again = toml_parse(buf_view(&out), &e);
    require(again != NULL ? is_same(toml_root(toml), toml_root(again)) : e.kind == ERR_TOO_BIG);
    return 0;
}
