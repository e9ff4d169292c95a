/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: abi_decode, abi_decode_log, both as cast reads, abi_revert_read. The input is a
 * signature, a newline, and data. What is decoded is encoded again, which has to decode to the
 * same; through JSON of both forms, too, where JSON can say it. What has no unread bytes is as long
 * as what is encoded of it.
 */
#include "target.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "chain/abi_revert.h"

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* JSON has no zero bytes in texts, and nothing but UTF-8. */
static bool is_json(const struct abi_type *type, const struct abi_value *value)
{
    struct bytes bytes = bytes_of(value->bytes, value->n);
    if (type->kind == ABI_STRING) {
        return utf8_is_valid(text_of_bytes(bytes)) && bytes_find(bytes, 0) == bytes.left;
    }
    for (size_t i = 0; abi_type_has_parts(type) && i < value->n; i++) {
        if (!is_json(abi_type_part(type, i), &value->items[i])) {
            return false;
        }
    }
    return true;
}

typedef void json_form(const struct abi_type *type, const struct abi_value *value,
                       struct json_writer *out);

static void go_through_json(json_form *write, const struct abi_params *params,
                            const struct abi_value *values, struct bytes encoding)
{
    const struct abi_type all = {.kind = ABI_TUPLE, .parts = *params};
    struct err e = {0};
    if (!is_json(&all, values)) {
        return;
    }
    AUTO(buf_done) struct buf text = buf_start(64 * MIB);
    struct json_writer writer = json_writer_to(&text, false);
    write(&all, values, &writer);
    AUTO(json_freep) struct json *json = json_parse(buf_view(&text), &e);
    if (json == NULL) {
        require(e.kind == ERR_TOO_BIG);
        return;
    }
    AUTO(abi_value_done) struct abi_value again = {0};
    AUTO(buf_done) struct buf out = buf_start(ABI_DATA_MAX);
    require(abi_arguments_from_json(params, json_root(json), &again, &e));
    abi_encode(params, &again, &out);
    require(bytes_equal(buf_view(&out), encoding));
}

static void check_decoded(const struct abi_params *params, struct bytes data)
{
    AUTO(abi_value_done) struct abi_value values = {0};
    AUTO(abi_value_done) struct abi_value again = {0};
    AUTO(buf_done) struct buf encoding = buf_start(ABI_DATA_MAX);
    AUTO(buf_done) struct buf second = buf_start(ABI_DATA_MAX);
    AUTO(buf_done) struct buf shown = buf_start(64 * MIB);
    struct err e = {0};
    size_t unread = 0;
    if (!abi_decode(params, data, &values, &unread, &e)) {
        require(e.kind == ERR_MALFORMED || e.kind == ERR_USAGE);
        return;
    }
    abi_encode(params, &values, &encoding);
    require(buf_is_whole(&encoding) && encoding.len == data.left - unread);
    require(abi_decode(params, buf_view(&encoding), &again, &unread, &e) && unread == 0);
    abi_encode(params, &again, &second);
    require(bytes_equal(buf_view(&encoding), buf_view(&second)));
    go_through_json(abi_value_write_json, params, &values, buf_view(&encoding));
    go_through_json(abi_value_write_json_as_cast, params, &values, buf_view(&encoding));
    const struct abi_type all = {.kind = ABI_TUPLE, .parts = *params};
    abi_value_write(&all, &values, &shown);
    require(buf_is_whole(&shown) && utf8_is_valid(buf_view_text(&shown)));
}

/* No escape sequence of a terminal, and nothing that is not UTF-8. */
static void check_shown(const struct abi_params *params, const struct abi_value *values)
{
    const struct abi_type all = {.kind = ABI_TUPLE, .parts = *params};
    AUTO(buf_done) struct buf shown = buf_start(64 * MIB);
    abi_value_write_as_cast(&all, values, &shown);
    require(buf_is_whole(&shown) && utf8_is_valid(buf_view_text(&shown)));
    for (size_t i = 0; i < shown.len; i++) {
        require(shown.at[i] >= ' ' && shown.at[i] != 0x7f);
    }
}

/* As cast, what the strict reading takes is the same; and what comes out, read again, too. */
static void check_as_cast(const struct abi_params *params, struct bytes data)
{
    AUTO(abi_value_done) struct abi_value strict = {0};
    AUTO(abi_value_done) struct abi_value values = {0};
    AUTO(abi_value_done) struct abi_value again = {0};
    AUTO(buf_done) struct buf encoding = buf_start(ABI_DATA_MAX);
    AUTO(buf_done) struct buf second = buf_start(ABI_DATA_MAX);
    struct abi_rest rest = {0};
    struct err e = {0};
    size_t unread = 0;
    bool is_strict = abi_decode(params, data, &strict, &unread, &e);
    if (!abi_decode_as_cast(params, data, &values, &rest, &e)) {
        require(!is_strict && (e.kind == ERR_MALFORMED || e.kind == ERR_USAGE));
        return;
    }
    check_shown(params, &values);
    abi_encode(params, &values, &encoding);
    if (is_strict && !rest.has_replaced) {
        abi_encode(params, &strict, &second);
        require(unread == rest.unread && bytes_equal(buf_view(&encoding), buf_view(&second)));
        buf_clear(&second);
    }
    if (buf_is_whole(&encoding)) {
        require(abi_decode_as_cast(params, buf_view(&encoding), &again, &rest, &e));
        require(rest.unread == 0 && !rest.has_replaced);
        abi_encode(params, &again, &second);
        require(bytes_equal(buf_view(&encoding), buf_view(&second)));
    }
}

static void check_log(const struct abi_item *event, struct bytes data)
{
    struct keccak256 topics[4] = {abi_item_hash(event)};
    struct abi_log log = {topics, event->is_anonymous ? 0 : 1, data};
    AUTO(abi_value_done) struct abi_value values = {0};
    AUTO(abi_value_done) struct abi_value as_cast = {0};
    struct abi_rest rest = {0};
    struct err e = {0};
    size_t unread = 0;
    while (log.n < COUNT(topics) && bytes_copy(&log.data, topics[log.n].at, ABI_WORD)) {
        log.n++;
    }
    bool is_read = abi_decode_log_as_cast(event, &log, &as_cast, &rest, &e);
    if (abi_decode_log(event, &log, &values, &unread, &e)) {
        require(values.n == event->inputs.n && unread <= data.left);
        require(is_read && rest.unread == unread);
    }
}

static void check_revert(struct abi_item *error, struct bytes data)
{
    const struct abi abi = {error, 1};
    AUTO(abi_revert_done) struct abi_revert revert = abi_revert_read(data, &abi);
    AUTO(buf_done) struct buf line = buf_start(64 * MIB);
    abi_revert_write(&revert, &line);
    require(text_starts(buf_view_text(&line), "reverted"));
    require((revert.error != NULL) ==
            (revert.kind != ABI_REVERT_EMPTY && revert.kind != ABI_REVERT_UNKNOWN));
}

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size)
{
    struct err e = {0};
    AUTO(abi_item_done) struct abi_item item = {0};
    struct text signature;
    struct text rest = {NULL, 0};
    if (size == 0) {
        return 0;
    }
    (void)text_split(text_of_bytes(bytes_of(input, size)), '\n', &signature, &rest);
    if (!abi_item_parse(signature, ABI_ITEM_FUNCTION, &item, &e)) {
        require(e.kind == ERR_USAGE);
        return 0;
    }
    struct bytes data = text_bytes(rest);
    if (item.kind == ABI_ITEM_EVENT) {
        check_log(&item, data);
    }
    if (item.kind == ABI_ITEM_ERROR) {
        check_revert(&item, data);
    }
    check_decoded(&item.inputs, data);
    check_as_cast(&item.inputs, data);
    return 0;
}
