/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/hex.h"
#include "base/num.h"
#include "base/utf8.h"
#include "chain/abi_item.h"
#include "rpc/answer.h"
#include "rpc/trouble.h"

/* What nodes say in place of a result, and where they put what a call was reverted with. */

enum { WORD_DIGITS = 2 * U256_SIZE, SELECTOR_DIGITS = 2 * ABI_SELECTOR };

/* An integer of either sign; one that says nothing (0) is JSON-RPC's "internal error". */
static bool read_code(const struct json_value *value, int64_t *out)
{
    enum { INTERNAL = -32603 };
    struct text number;
    uint64_t magnitude = 0;
    TRY(json_number(value, &number));
    struct bytes digits = text_bytes(number);
    bool is_negative = bytes_expect(&digits, "-", 1);
    TRY(num_parse(text_of_bytes(digits), INT64_MAX, &magnitude));
    *out = is_negative ? -(int64_t)magnitude : (int64_t)magnitude;
    *out = *out == 0 ? INTERNAL : *out;
    return true;
}

static size_t hex_run(const char *at, size_t n)
{
    static const char digits[] = "0123456789abcdefABCDEF";
    size_t length = 0;
    while (length < n && at[length] != 0 && strchr(digits, at[length]) != NULL) {
        length++;
    }
    return length;
}

/* The most hex digits that stand behind a "0x". */
static struct text digits_in(struct text text)
{
    struct text found = {NULL, 0};
    for (size_t i = 0; i + 2 < text.len; i++) {
        if (text.at[i] != '0' || text.at[i + 1] != 'x') {
            continue;
        }
        size_t length = hex_run(text.at + i + 2, text.len - i - 2);
        if (length > found.len) {
            found = (struct text){text.at + i + 2, length};
        }
        i += length;
    }
    return found;
}

static void take_digits(struct text digits, struct buf *out)
{
    uint8_t *room = hex_is(digits) ? buf_extend(out, digits.len / 2) : NULL;
    if (room != NULL && !hex_decode(digits, room, digits.len / 2)) {
        buf_clear(out);
    }
}

/* "0x…", or "Reverted 0x…" as OpenEthereum has it. */
static bool take_data(const struct json_value *value, struct buf *out)
{
    struct text text;
    TRY(json_text(value, &text));
    take_digits(digits_in(text), out);
    return buf_is_whole(out) && out->len > 0;
}

/* Of words alone: a selector and whole words behind it, and nothing else is that long. */
static void take_message(struct text message, struct buf *out)
{
    struct text digits = digits_in(message);
    if (digits.len >= SELECTOR_DIGITS && (digits.len - SELECTOR_DIGITS) % WORD_DIGITS == 0) {
        take_digits(digits, out);
    }
}

static void read_data(const struct json_value *value, struct text message, struct buf *out)
{
    const struct json_value *data = json_member(value, "data");
    const struct json_value *inner = json_member(data, "originalError");
    *out = buf_start(RPC_DATA_MAX);
    if (!take_data(data, out) && !take_data(json_member(data, "data"), out) &&
        !take_data(json_member(inner, "data"), out)) {
        buf_clear(out);
        take_message(message, out);
    }
}

/* Cut between two characters. */
static void show(struct text message, char out[RPC_MESSAGE])
{
    AUTO(buf_done) struct buf shown = buf_start(SIZE_MAX);
    utf8_escape(message, &shown);
    size_t n = shown.len;
    if (n >= RPC_MESSAGE) {
        n = RPC_MESSAGE - 1;
        while (n > 0 && (shown.at[n] & 0xC0) == 0x80) {
            n--;
        }
    }
    memcpy(out, shown.len > 0 ? (const char *)shown.at : "", n);
    out[n] = 0;
}

bool rpc_error_read(const struct json_value *value, struct rpc_error *out)
{
    struct text message;
    int64_t code = 0;
    if (!read_code(json_member(value, "code"), &code) ||
        !json_text(json_member(value, "message"), &message)) {
        return false;
    }
    rpc_error_done(out);
    out->code = code;
    show(message, out->message);
    read_data(value, message, &out->data);
    out->is_revert = rpc_trouble_of(out) == RPC_TROUBLE_REVERTED;
    if (!out->is_revert) {
        buf_done(&out->data);
    }
    return true;
}
