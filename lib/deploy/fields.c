/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/fields.h"

#include <stdio.h>

#include "base/hex.h"
#include "base/num.h"
#include "chain/address.h"

bool fields_of(const struct json_value *value, struct fields *out, struct err *e)
{
    *out = (struct fields){.of = value, .e = e};
    return json_is_object(value) || err_set(e, ERR_MALFORMED, "not an object");
}

const struct json_value *fields_member(struct fields *f, const char *name)
{
    f->known[f->n++ % FIELDS_MAX] = name;
    return json_member(f->of, name);
}

static bool is_known(const struct fields *f, struct text name)
{
    for (size_t i = 0; i < f->n; i++) {
        if (text_is(name, f->known[i])) {
            return true;
        }
    }
    return false;
}

bool fields_end(struct fields *f)
{
    for (const struct json_value *at = json_first(f->of); at != NULL; at = json_next(at)) {
        if (!is_known(f, json_name(at))) {
            return err_set(f->e, ERR_MALFORMED, "there is no member '%.*s'",
                           TEXT_ARG(json_name(at)));
        }
    }
    return true;
}

static bool wrong(const struct fields *f, const char *name, const char *wanted)
{
    bool is_absent = json_member(f->of, name) == NULL;
    return err_set(f->e, ERR_MALFORMED, "member '%s' is %s%s", name,
                   is_absent ? "absent: it is " : "not ", wanted);
}

bool field_null(struct fields *f, const char *name)
{
    return json_is_null(fields_member(f, name)) || wrong(f, name, "null");
}

bool field_name_is_plain(struct text name)
{
    for (size_t i = 0; i < name.len; i++) {
        if ((unsigned char)name.at[i] < ' ' || name.at[i] == '\x7f') {
            return false;
        }
    }
    return name.len > 0 && name.len <= FIELD_TEXT_MAX;
}

bool field_text(struct fields *f, const char *name, char **out)
{
    struct text text;
    if (!json_text(fields_member(f, name), &text) || !field_name_is_plain(text)) {
        return wrong(f, name, "a text of one line");
    }
    *out = text_dup(text);
    return true;
}

bool field_optional_text(struct fields *f, const char *name, char **out)
{
    return fields_member(f, name) == NULL || field_text(f, name, out);
}

bool field_word(struct fields *f, const char *name, const char *const *words, size_t n, size_t *out)
{
    struct text text;
    if (json_text(fields_member(f, name), &text)) {
        for (size_t i = 0; i < n; i++) {
            if (text_is(text, words[i])) {
                *out = i;
                return true;
            }
        }
    }
    return wrong(f, name, "one of the words for it");
}

bool field_is(struct fields *f, const char *name, const char *text)
{
    struct text found;
    return (json_text(fields_member(f, name), &found) && text_is(found, text)) ||
           wrong(f, name, text);
}

bool field_u64(struct fields *f, const char *name, uint64_t *out)
{
    struct text text;
    return (json_text(fields_member(f, name), &text) && num_parse(text, UINT64_MAX, out)) ||
           wrong(f, name, "a decimal number of 64 bits, as a string");
}

bool field_u256(struct fields *f, const char *name, struct u256 *out)
{
    struct text text;
    bool ok = json_text(fields_member(f, name), &text) && u256_parse(text, 10, out) &&
              (text.at[0] != '0' || text.len == 1);
    return ok || wrong(f, name, "a decimal number of 256 bits, as a string");
}

/* Behind 0x, lower-case digits alone; any other text has none. */
static bool take_digits(const struct json_value *value, struct text *out)
{
    struct text text;
    TRY(json_text(value, &text) && text_starts(text, "0x"));
    *out = text_behind(text, 2);
    for (size_t i = 0; i < out->len; i++) {
        TRY(out->at[i] < 'A' || out->at[i] > 'F');
    }
    return true;
}

bool field_bytes(struct fields *f, const char *name, uint8_t *out, size_t n)
{
    struct text digits = {NULL, 0};
    char wanted[64];
    if (take_digits(fields_member(f, name), &digits) && hex_decode(digits, out, n)) {
        return true;
    }
    (void)snprintf(wanted, sizeof wanted, "0x and %zu lower-case hex digits", 2 * n);
    return wrong(f, name, wanted);
}

static bool some_digits(struct fields *f, const char *name, size_t most, struct text *out)
{
    if (!take_digits(fields_member(f, name), out) || (out->len > 0 && !hex_is(*out))) {
        return wrong(f, name, "0x and lower-case hex digits, two a byte");
    }
    return out->len / 2 <= most ||
           err_set(f->e, ERR_MALFORMED, "member '%s' has more than %zu bytes", name, most);
}

bool field_data(struct fields *f, const char *name, struct buf *out)
{
    struct text digits = {NULL, 0};
    TRY(some_digits(f, name, out->cap - out->len, &digits));
    return digits.len == 0 || hex_decode(digits, buf_extend(out, digits.len / 2), digits.len / 2);
}

bool field_hex(struct fields *f, const char *name, size_t most, char **out)
{
    struct text digits = {NULL, 0};
    TRY(some_digits(f, name, most, &digits));
    *out = text_dup((struct text){digits.at - 2, digits.len + 2});
    return true;
}

bool field_address_of(const struct json_value *value, struct eth_address *out)
{
    struct text text;
    struct err dropped;
    char wanted[ADDRESS_TEXT];
    return json_text(value, &text) && address_parse(text, out, &dropped) &&
           text_is(text, address_format(out, wanted));
}

bool field_address(struct fields *f, const char *name, struct eth_address *out)
{
    return field_address_of(fields_member(f, name), out) ||
           wrong(f, name, "an address with the checksum of EIP-55");
}

void field_write_u64(struct json_writer *w, const char *name, uint64_t value)
{
    const struct u256 wide = u256_of(value);
    field_write_u256(w, name, &wide);
}

void field_write_u256(struct json_writer *w, const char *name, const struct u256 *value)
{
    char decimal[U256_DECIMAL];
    json_member_string(w, name, u256_format(value, decimal));
}

void field_write_address(struct json_writer *w, const char *name, const struct eth_address *address)
{
    char text[ADDRESS_TEXT];
    json_member_string(w, name, address_format(address, text));
}

void field_write_null(struct json_writer *w, const char *name)
{
    json_key(w, name);
    json_write_null(w);
}
