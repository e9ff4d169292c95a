/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: yaml_parse and what reads the tree. What was read, written anew without aliases
 * and with every scalar quoted, is the same tree. */
#include "target.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "codec/yaml.h"

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static uint32_t code_point(struct text sequence)
{
    static const uint8_t masks[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    uint32_t value = (uint8_t)sequence.at[0] & masks[sequence.len];
    for (size_t i = 1; i < sequence.len; i++) {
        value = value << 6 | ((uint8_t)sequence.at[i] & 0x3f);
    }
    return value;
}

static void write_quoted(struct text text, struct buf *out)
{
    buf_char(out, '"');
    while (text.len > 0) {
        struct text sequence = {text.at, utf8_sequence(text)};
        require(sequence.len > 0);
        uint32_t value = code_point(sequence);
        bool is_plain = value > ' ' && value < 0x7f && value != '"' && value != '\\';
        if (is_plain) {
            buf_char(out, (char)value);
        } else {
            buf_printf(out, "\\U%08x", (unsigned)value);
        }
        text = (struct text){text.at + sequence.len, text.len - sequence.len};
    }
    buf_char(out, '"');
}

static void write_node(const struct yaml_node *node, struct buf *out);

static void write_members(const struct yaml_node *node, struct buf *out)
{
    bool is_mapping = yaml_is_mapping(node);
    buf_char(out, is_mapping ? '{' : '[');
    for (size_t i = 0; i < yaml_count(node) && buf_is_whole(out); i++) {
        buf_text(out, i > 0 ? ",\n" : "\n");
        if (is_mapping) {
            buf_text(out, "? ");
            write_quoted(yaml_key(node, i), out);
            buf_text(out, " : ");
        }
        write_node(yaml_at(node, i), out);
    }
    buf_char(out, is_mapping ? '}' : ']');
}

static void write_node(const struct yaml_node *node, struct buf *out)
{
    struct text text;
    if (yaml_is_null(node)) {
        buf_text(out, "null");
    } else if (yaml_text(node, &text)) {
        write_quoted(text, out);
    } else {
        require(yaml_is_mapping(node) != yaml_is_sequence(node));
        write_members(node, out);
    }
}

static bool is_same(const struct yaml_node *a, const struct yaml_node *b)
{
    struct text left = {NULL, 0};
    struct text right = {NULL, 0};
    if (yaml_is_null(a) || yaml_is_null(b)) {
        return yaml_is_null(a) && yaml_is_null(b);
    }
    if (yaml_text(a, &left) != yaml_text(b, &right) || !text_equal(left, right) ||
        yaml_is_mapping(a) != yaml_is_mapping(b) || yaml_count(a) != yaml_count(b)) {
        return false;
    }
    for (size_t i = 0; i < yaml_count(a); i++) {
        if (!text_equal(yaml_key(a, i), yaml_key(b, i)) || !is_same(yaml_at(a, i), yaml_at(b, i))) {
            return false;
        }
    }
    return true;
}

/* The limits hold for what a walk sees, and every line is one of the text. */
static size_t walk(const struct yaml_node *node, size_t depth, size_t lines)
{
    size_t n = 1;
    require(depth <= YAML_DEPTH_MAX);
    require(yaml_line(node) >= 1 && yaml_line(node) <= lines);
    for (size_t i = 0; i < yaml_count(node); i++) {
        require(!yaml_is_mapping(node) || yaml_key_line(node, i) <= lines);
        n += walk(yaml_at(node, i), depth + 1, lines) + (yaml_is_mapping(node) ? 1 : 0);
        require(n <= YAML_NODES_MAX);
    }
    return n;
}

static size_t count_lines(struct bytes text)
{
    size_t n = 2;
    for (size_t i = 0; i < text.left; i++) {
        n += text.at[i] == '\n' || text.at[i] == '\r' ? 1 : 0;
    }
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err e = {0};
    struct bytes text = bytes_of(data, size);
    AUTO(yaml_tree_freep) struct yaml_tree *yaml = yaml_parse(text, &e);
    if (yaml == NULL) {
        require(e.kind == ERR_MALFORMED || e.kind == ERR_TOO_BIG);
        return 0;
    }
    (void)walk(yaml_root(yaml), 1, count_lines(text));
    AUTO(buf_done) struct buf out = buf_start(YAML_SIZE_MAX);
    write_node(yaml_root(yaml), &out);
    if (buf_is_whole(&out)) {
        AUTO(yaml_tree_freep) struct yaml_tree *again = yaml_parse(buf_view(&out), &e);
        require(again != NULL && is_same(yaml_root(yaml), yaml_root(again)));
    }
    return 0;
}
