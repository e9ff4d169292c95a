/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "chain/abi_codec.h"

/* `left`: bytes of the data that no value has used yet. Each is used once, and a container uses
 * those of its heads before it is made, so that no more can come out than is in. */
struct decoder {
    size_t left;
    struct err *e;
};

static bool fail(const struct decoder *d, const char *why)
{
    return err_set(d->e, ERR_MALFORMED, "%s", why);
}

static bool spend(struct decoder *d, size_t n)
{
    if (n > d->left) {
        return fail(d, "parts of the data overlap");
    }
    d->left -= n;
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

/* What stands beside the value in its word is what the type asks for. */
static bool check_padding(const struct decoder *d, const struct abi_type *type,
                          const uint8_t word[ABI_WORD])
{
    size_t padding = ABI_WORD - type->size;
    bool is_right = type->kind == ABI_FIXED_BYTES || type->kind == ABI_FUNCTION;
    struct bytes beside = bytes_of(word + (is_right ? type->size : 0), padding);
    bool is_negative = type->kind == ABI_INT && word[padding] >= 0x80;
    if (!is_filled(beside, is_negative ? 0xff : 0)) {
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

static bool decode_bytes(struct decoder *d, struct bytes from, struct abi_value *out)
{
    struct bytes content;
    struct bytes padding;
    size_t n = 0;
    TRY(take_length(d, &from, &n));
    size_t rest = (ABI_WORD - n % ABI_WORD) % ABI_WORD;
    if (!bytes_take(&from, n, &content) || !bytes_take(&from, rest, &padding)) {
        return fail(d, "the length is past the end of the data");
    }
    TRY(spend(d, n + rest));
    out->bytes = mem_copy(content.at, n);
    out->n = n;
    return bytes_all_zero(padding) || fail(d, "the padding is not zero");
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
        if (offset < area->head) {
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
    case ABI_STRING:
        return decode_bytes(d, from, out);
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

bool abi_decode(const struct abi_params *params, struct bytes data, struct abi_value *out,
                size_t *unread, struct err *e)
{
    const struct abi_type all = {.kind = ABI_TUPLE, .is_dynamic = true, .parts = *params};
    struct decoder d = {.left = data.left, .e = e};
    *out = (struct abi_value){0};
    if (data.left > ABI_DATA_MAX) {
        return err_set(e, ERR_TOO_BIG, "more than %zu bytes of data", ABI_DATA_MAX);
    }
    if (!decode_parts(&d, &all, params->n, data, out)) {
        abi_value_done(out);
        return false;
    }
    *unread = d.left;
    return true;
}
