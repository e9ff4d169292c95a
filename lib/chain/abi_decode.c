/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "base/utf8.h"
#include "chain/abi_codec.h"

/* `left`: bytes of the data that no value has used yet. Each is used once, and a container uses
 * those of its heads before it is made, so that no more can come out than is in. As cast they may
 * be used again, up to what a whole encoding may have: `again`. */
struct decoder {
    size_t left, again;
    bool is_as_cast, has_replaced;
    struct err *e;
};

static bool fail(const struct decoder *d, const char *why)
{
    return err_set(d->e, ERR_MALFORMED, "%s", why);
}

static bool spend(struct decoder *d, size_t n)
{
    size_t first = n < d->left ? n : d->left;
    d->left -= first;
    n -= first;
    if (n > d->again) {
        return fail(d, d->is_as_cast ? "parts of the data overlap too often"
                                     : "parts of the data overlap");
    }
    d->again -= n;
    return true;
}

static bool take_word(const struct decoder *d, struct bytes *from, uint8_t word[ABI_WORD])
{
    return bytes_copy(from, word, ABI_WORD) || fail(d, "the data ends before it");
}

/* An offset or a length; what does not even fit 64 bits is past any end. */
static bool take_number(const struct decoder *d, struct bytes *from, const char *name, size_t *out)
{
    uint8_t word[ABI_WORD];
    struct u256 number;
    uint64_t small = 0;
    TRY(take_word(d, from, word));
    if (!u256_from_bytes(BYTES_OF(word), &number) || !u256_to_u64(&number, &small) ||
        small > SIZE_MAX / 2) {
        return err_set(d->e, ERR_MALFORMED, "the %s is past the end of the data", name);
    }
    *out = (size_t)small;
    return true;
}

static bool is_filled(struct bytes bytes, uint8_t with)
{
    for (size_t i = 0; i < bytes.left; i++) {
        if (bytes.at[i] != with) {
            return false;
        }
    }
    return true;
}

/* As cast: numbers are all that is in the word; of other values what is beside them is dropped. */
static void clean(const struct abi_type *type, uint8_t word[ABI_WORD], uint8_t *beside)
{
    if (type->kind == ABI_BOOL) {
        bool is_true = !bytes_all_zero(bytes_of(word, ABI_WORD));
        memset(word, 0, ABI_WORD);
        word[ABI_WORD - 1] = is_true ? 1 : 0;
    } else if (type->kind != ABI_UINT && type->kind != ABI_INT) {
        memset(beside, 0, ABI_WORD - type->size);
    }
}

/* What stands beside the value in its word is what the type asks for. */
static bool check_padding(const struct decoder *d, const struct abi_type *type,
                          uint8_t word[ABI_WORD])
{
    size_t padding = ABI_WORD - type->size;
    bool is_right = type->kind == ABI_FIXED_BYTES || type->kind == ABI_FUNCTION;
    uint8_t *beside = word + (is_right ? type->size : 0);
    bool is_negative = type->kind == ABI_INT && word[padding] >= 0x80;
    if (d->is_as_cast) {
        clean(type, word, beside);
        return true;
    }
    if (!is_filled(bytes_of(beside, padding), is_negative ? 0xff : 0)) {
        const char *why = type->kind == ABI_ADDRESS ? "there is something before it in its word"
                                                    : "the number is out of range";
        return fail(d, is_right ? "there is something behind it in its word" : why);
    }
    return type->kind != ABI_BOOL || word[ABI_WORD - 1] <= 1 || fail(d, "neither 0 nor 1");
}

static bool take_length(struct decoder *d, struct bytes *from, size_t *out)
{
    return take_number(d, from, "length", out) && spend(d, ABI_WORD);
}

/* As cast: a text in which U+FFFD stands for what is not UTF-8. */
static void replace_text(struct decoder *d, struct abi_value *value)
{
    struct text text = text_of_bytes(bytes_of(value->bytes, value->n));
    if (utf8_is_valid(text)) {
        return;
    }
    AUTO(buf_done) struct buf replaced = buf_start(text.len * sizeof UTF8_REPLACEMENT);
    utf8_replace(text, &replaced);
    mem_free(value->bytes);
    value->bytes = mem_copy(replaced.at, replaced.len);
    value->n = replaced.len;
    d->has_replaced = true;
}

static bool decode_bytes(struct decoder *d, struct bytes from, struct abi_value *out)
{
    struct bytes content;
    struct bytes padding;
    size_t n = 0;
    TRY(take_length(d, &from, &n));
    size_t rest = (ABI_WORD - n % ABI_WORD) % ABI_WORD;
    bool is_there = bytes_take(&from, n, &content);
    if (d->is_as_cast && rest > from.left) {
        rest = from.left;
    }
    if (!is_there || !bytes_take(&from, rest, &padding)) {
        return fail(d, "the length is past the end of the data");
    }
    TRY(spend(d, n + rest));
    out->bytes = mem_copy(content.at, n);
    out->n = n;
    return d->is_as_cast || bytes_all_zero(padding) || fail(d, "the padding is not zero");
}

static bool decode_string(struct decoder *d, struct bytes from, struct abi_value *out)
{
    TRY(decode_bytes(d, from, out));
    if (d->is_as_cast) {
        replace_text(d, out);
    }
    return true;
}

static bool decode(struct decoder *d, const struct abi_type *type, struct bytes from,
                   struct abi_value *out);

/* What parts are in, from the first of their heads on. */
struct area {
    struct bytes bytes;
    size_t head;
};

/* Where a part is: in the heads, or where the offset there points to. */
static bool find_part(const struct decoder *d, const struct abi_type *part, const struct area *area,
                      size_t at, struct bytes *out)
{
    size_t offset = at;
    *out = area->bytes;
    if (part->is_dynamic) {
        struct bytes word = {area->bytes.at + at, area->bytes.left - at};
        TRY(take_number(d, &word, "offset", &offset));
        if (offset < area->head && !d->is_as_cast) {
            return fail(d, "the offset points into the heads");
        }
    }
    return bytes_skip(out, offset) || fail(d, "the offset is past the end of the data");
}

/* Bytes of the heads of `n` parts. */
static bool heads_of(const struct abi_type *type, size_t n, size_t *out)
{
    return type->kind == ABI_TUPLE ? abi_params_head(&type->parts, out)
                                   : num_mul(type->parts.at[0].type.head, n, out);
}

/* The heads are all there. What is not dynamic is in the heads of something that is. */
static bool take_heads(struct decoder *d, const struct abi_type *type, size_t n, struct area *area)
{
    if (heads_of(type, n, &area->head) && area->head <= area->bytes.left) {
        return spend(d, type->is_dynamic ? area->head : 0);
    }
    if (type->kind == ABI_LIST) {
        return fail(d, "the length is past the end of the data");
    }
    return err_set(d->e, ERR_MALFORMED,
                   "the data ends too early: %zu bytes, at least %zu are needed", area->bytes.left,
                   area->head);
}

/* `n` parts from the start on. */
static bool decode_parts(struct decoder *d, const struct abi_type *type, size_t n,
                         struct bytes from, struct abi_value *out)
{
    struct area area = {.bytes = from};
    TRY(take_heads(d, type, n, &area));
    out->items = mem_array(n, sizeof *out->items);
    out->n = n;
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        const struct abi_type *part = abi_type_part(type, i);
        struct bytes content;
        if (!find_part(d, part, &area, at, &content) || !decode(d, part, content, &out->items[i])) {
            return type->kind == ABI_TUPLE ? abi_param_wrap(d->e, "value", i, &type->parts.at[i])
                                           : err_wrap(d->e, "item %zu", i + 1);
        }
        at += part->head;
    }
    return true;
}

static bool decode(struct decoder *d, const struct abi_type *type, struct bytes from,
                   struct abi_value *out)
{
    size_t n = 0;
    switch (type->kind) {
    case ABI_UINT:
    case ABI_INT:
    case ABI_BOOL:
    case ABI_ADDRESS:
    case ABI_FIXED_BYTES:
    case ABI_FUNCTION:
        TRY(take_word(d, &from, out->word));
        return check_padding(d, type, out->word);
    case ABI_BYTES:
        return decode_bytes(d, from, out);
    case ABI_STRING:
        return decode_string(d, from, out);
    case ABI_LIST:
        TRY(take_length(d, &from, &n));
        return decode_parts(d, type, n, from, out);
    case ABI_ARRAY:
        return decode_parts(d, type, type->length, from, out);
    case ABI_TUPLE:
        return decode_parts(d, type, type->parts.n, from, out);
    case ABI_OTHER:
        break;
    }
    return err_set(d->e, ERR_USAGE, "'%.80s' is no type of the ABI", type->other);
}

static bool decode_all(struct decoder *d, const struct abi_params *params, struct bytes data,
                       struct abi_value *out)
{
    const struct abi_type all = {.kind = ABI_TUPLE, .is_dynamic = true, .parts = *params};
    *out = (struct abi_value){0};
    d->left = data.left;
    if (data.left > ABI_DATA_MAX) {
        return err_set(d->e, ERR_TOO_BIG, "more than %zu bytes of data", ABI_DATA_MAX);
    }
    if (!decode_parts(d, &all, params->n, data, out)) {
        abi_value_done(out);
        return false;
    }
    return true;
}

bool abi_decode(const struct abi_params *params, struct bytes data, struct abi_value *out,
                size_t *unread, struct err *e)
{
    struct decoder d = {.e = e};
    TRY(decode_all(&d, params, data, out));
    *unread = d.left;
    return true;
}

bool abi_decode_as_cast(const struct abi_params *params, struct bytes data, struct abi_value *out,
                        struct abi_rest *rest, struct err *e)
{
    struct decoder d = {.again = ABI_DATA_MAX, .is_as_cast = true, .e = e};
    TRY(decode_all(&d, params, data, out));
    *rest = (struct abi_rest){.unread = d.left, .has_replaced = d.has_replaced};
    return true;
}
