/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/abi_value.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "chain/address.h"
#include "chain/cast_escape.h"

void abi_value_done(struct abi_value *value)
{
    for (size_t i = 0; value->items != NULL && i < value->n; i++) {
        abi_value_done(&value->items[i]);
    }
    mem_free(value->items);
    mem_free(value->bytes);
    *value = (struct abi_value){0};
}

/* The bytes of a value that is neither a number nor a container. */
static struct bytes bytes_in(const struct abi_type *type, const struct abi_value *value)
{
    if (type->kind == ABI_BYTES || type->kind == ABI_STRING) {
        return bytes_of(value->bytes, value->n);
    }
    bool is_right = type->kind == ABI_ADDRESS;
    return bytes_of(value->word + (is_right ? ABI_WORD - type->size : 0), type->size);
}

static void write_integer(const struct abi_type *type, const struct abi_value *value,
                          struct buf *out)
{
    struct u256 number = u256_zero;
    char text[U256_DECIMAL];
    (void)!u256_from_bytes(BYTES_OF(value->word), &number);
    if (type->kind == ABI_INT && value->word[0] >= 0x80) {
        buf_char(out, '-');
        number = u256_negate(&number);
    }
    buf_text(out, u256_format(&number, text));
}

/* What is written alike for people and for programs. */
static void write_plain(const struct abi_type *type, const struct abi_value *value, struct buf *out)
{
    struct bytes bytes = bytes_in(type, value);
    if (type->kind == ABI_UINT || type->kind == ABI_INT) {
        write_integer(type, value, out);
    } else if (type->kind == ABI_ADDRESS) {
        struct eth_address address;
        char text[ADDRESS_TEXT];
        memcpy(address.at, bytes.at, sizeof address.at);
        buf_text(out, address_format(&address, text));
    } else {
        buf_0x(out, bytes);
    }
}

/* The digits of a large number again, four at most: " [1.5e18]". */
static void write_size(struct text digits, bool is_negative, struct buf *out)
{
    enum { SMALLEST = 5, SHOWN = 4 };
    size_t n = SHOWN;
    if (digits.len < SMALLEST) {
        return;
    }
    while (n > 1 && digits.at[n - 1] == '0') {
        n--;
    }
    buf_printf(out, " [%s%c%s%.*se%zu]", is_negative ? "-" : "", digits.at[0], n > 1 ? "." : "",
               (int)n - 1, digits.at + 1, digits.len - 1);
}

static void write_integer_as_cast(const struct abi_type *type, const struct abi_value *value,
                                  struct buf *out)
{
    size_t start = out->len;
    write_integer(type, value, out);
    if (buf_is_whole(out)) {
        struct text digits = text_behind(buf_view_text(out), start);
        bool is_negative = digits.at[0] == '-';
        AUTO(buf_done) struct buf copy = buf_start(U256_DECIMAL);
        buf_slice(&copy, text_behind(digits, is_negative ? 1 : 0));
        write_size(buf_view_text(&copy), is_negative, out);
    }
}

/* Appends what stands for a character that has an escape of one letter; else false. */
static bool write_escape(char c, const char *escapes, struct buf *out)
{
    for (; *escapes != 0; escapes += 2) {
        if (escapes[0] == c) {
            buf_char(out, '\\');
            buf_char(out, escapes[1]);
            return true;
        }
    }
    return false;
}

static const char escapes[] = "\nn\rr\tt\"\"\\\\";

static void write_quoted(struct text text, struct buf *out)
{
    buf_char(out, '"');
    while (text.len > 0) {
        size_t n = utf8_sequence(text);
        n = n > 0 ? n : 1;
        if (!write_escape(text.at[0], escapes, out)) {
            utf8_escape((struct text){text.at, n}, out);
        }
        text = text_behind(text, n);
    }
    buf_char(out, '"');
}

static void write_quoted_as_cast(struct text text, struct buf *out)
{
    buf_char(out, '"');
    while (text.len > 0) {
        uint32_t code_point = 0;
        size_t n = utf8_code_point(text, &code_point);
        if (n == 0) {
            n = 1;
            buf_text(out, UTF8_REPLACEMENT);
        } else if (code_point == 0) {
            buf_text(out, "\\0");
        } else if (cast_escapes(code_point)) {
            buf_printf(out, "\\u{%" PRIx32 "}", code_point);
        } else if (!write_escape(text.at[0], escapes, out)) {
            buf_slice(out, (struct text){text.at, n});
        }
        text = text_behind(text, n);
    }
    buf_char(out, '"');
}

/* What differs between the two forms. */
struct style {
    void (*integer)(const struct abi_type *type, const struct abi_value *value, struct buf *out);
    void (*quoted)(struct text text, struct buf *out);
};

static const struct style plain = {write_integer, write_quoted};
static const struct style as_cast = {write_integer_as_cast, write_quoted_as_cast};

static void write_styled(const struct style *style, const struct abi_type *type,
                         const struct abi_value *value, struct buf *out);

static void write_items(const struct style *style, const struct abi_type *type,
                        const struct abi_value *value, struct buf *out)
{
    for (size_t i = 0; i < value->n; i++) {
        buf_text(out, i > 0 ? ", " : "");
        write_styled(style, abi_type_part(type, i), &value->items[i], out);
    }
}

static void write_styled(const struct style *style, const struct abi_type *type,
                         const struct abi_value *value, struct buf *out)
{
    bool is_tuple = type->kind == ABI_TUPLE;
    if (type->kind == ABI_BOOL) {
        buf_text(out, value->word[ABI_WORD - 1] != 0 ? "true" : "false");
    } else if (type->kind == ABI_UINT || type->kind == ABI_INT) {
        style->integer(type, value, out);
    } else if (type->kind == ABI_STRING) {
        style->quoted(text_of_bytes(bytes_in(type, value)), out);
    } else if (!abi_type_has_parts(type)) {
        write_plain(type, value, out);
    } else {
        buf_char(out, is_tuple ? '(' : '[');
        write_items(style, type, value, out);
        buf_char(out, is_tuple ? ')' : ']');
    }
}

void abi_value_write(const struct abi_type *type, const struct abi_value *value, struct buf *out)
{
    write_styled(&plain, type, value, out);
}

void abi_value_write_as_cast(const struct abi_type *type, const struct abi_value *value,
                             struct buf *out)
{
    write_styled(&as_cast, type, value, out);
}

static void write_json_plain(const struct abi_type *type, const struct abi_value *value,
                             struct json_writer *out)
{
    AUTO(buf_done) struct buf text = buf_start(ABI_DATA_MAX * 3);
    write_plain(type, value, &text);
    json_write_text(out, buf_view_text(&text));
}

static void write_json_string(struct bytes string, struct json_writer *out)
{
    if (utf8_is_valid(text_of_bytes(string))) {
        json_write_text(out, text_of_bytes(string));
        return;
    }
    json_begin_object(out);
    json_member_0x(out, "hex", string);
    json_end_object(out);
}

static void write_json_items(const struct abi_type *type, const struct abi_value *value,
                             struct json_writer *out)
{
    bool is_named = type->kind == ABI_TUPLE && abi_params_are_named(&type->parts);
    (is_named ? json_begin_object : json_begin_array)(out);
    for (size_t i = 0; i < value->n; i++) {
        if (is_named) {
            json_key(out, type->parts.at[i].name);
        }
        abi_value_write_json(abi_type_part(type, i), &value->items[i], out);
    }
    (is_named ? json_end_object : json_end_array)(out);
}

void abi_value_write_json(const struct abi_type *type, const struct abi_value *value,
                          struct json_writer *out)
{
    if (type->kind == ABI_BOOL) {
        json_write_bool(out, value->word[ABI_WORD - 1] != 0);
    } else if (type->kind == ABI_STRING) {
        write_json_string(bytes_in(type, value), out);
    } else if (!abi_type_has_parts(type)) {
        write_json_plain(type, value, out);
    } else {
        write_json_items(type, value, out);
    }
}
