/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: abi_item_parse, abi_from_json, abi_arguments_parse, abi_encode. The input is a
 * signature, and an argument a line; or a JSON ABI. The canonical signature is read as itself; what
 * is encoded is decoded to the same. */
#include "target.h"

#include <stdlib.h>

#include "base/mem.h"
#include "chain/abi_codec.h"

enum { ARGUMENTS_MAX = 16 };

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_canonical(const struct abi_item *item)
{
    AUTO(abi_item_done) struct abi_item again = {0};
    AUTO(buf_done) struct buf text = buf_start(ABI_DATA_MAX);
    AUTO(buf_done) struct buf second = buf_start(ABI_DATA_MAX);
    struct err e = {0};
    abi_item_write(item, &text);
    require(abi_item_parse(buf_view_text(&text), item->kind, &again, &e));
    abi_item_write(&again, &second);
    require(bytes_equal(buf_view(&text), buf_view(&second)));
}

static void check_encoding(const struct abi_params *params, const struct abi_value *values)
{
    AUTO(abi_value_done) struct abi_value again = {0};
    AUTO(buf_done) struct buf encoding = buf_start(ABI_DATA_MAX);
    AUTO(buf_done) struct buf second = buf_start(ABI_DATA_MAX);
    AUTO(buf_done) struct buf packed = buf_start(ABI_DATA_MAX);
    struct err e = {0};
    size_t unread = 0;
    abi_encode(params, values, &encoding);
    require(buf_is_whole(&encoding) && encoding.len % ABI_WORD == 0);
    require(abi_decode(params, buf_view(&encoding), &again, &unread, &e) && unread == 0);
    abi_encode(params, &again, &second);
    require(bytes_equal(buf_view(&encoding), buf_view(&second)));
    abi_encode_packed(params, values, &packed);
    require(buf_is_whole(&packed) && packed.len <= encoding.len);
}

static void check_arguments(const struct abi_item *item, struct text lines)
{
    AUTO(abi_value_done) struct abi_value values = {0};
    char *copies[ARGUMENTS_MAX];
    const char *arguments[ARGUMENTS_MAX];
    struct err e = {0};
    size_t n = 0;
    while (lines.len > 0 && n < ARGUMENTS_MAX) {
        struct text line;
        (void)text_split(lines, '\n', &line, &lines);
        copies[n] = text_dup(line);
        arguments[n] = copies[n];
        n++;
    }
    if (abi_arguments_parse(&item->inputs, arguments, n, &values, &e)) {
        check_encoding(&item->inputs, &values);
    } else {
        require(e.kind == ERR_USAGE);
    }
    for (size_t i = 0; i < n; i++) {
        mem_free(copies[i]);
    }
}

static void check_json(struct bytes input)
{
    struct err e = {0};
    AUTO(json_freep) struct json *json = json_parse(input, &e);
    AUTO(abi_done) struct abi abi = {0};
    if (json == NULL) {
        return;
    }
    if (!abi_from_json(json_root(json), &abi, &e)) {
        require(e.kind == ERR_MALFORMED);
        return;
    }
    for (size_t i = 0; i < abi.n; i++) {
        struct keccak256 hash = abi_item_hash(&abi.items[i]);
        require(abi_find_selector(&abi, abi.items[i].kind, hash.at) != NULL);
    }
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
    if (input[0] == '[') {
        check_json(bytes_of(input, size));
        return 0;
    }
    (void)text_split(text_of_bytes(bytes_of(input, size)), '\n', &signature, &rest);
    if (!abi_item_parse(signature, ABI_ITEM_FUNCTION, &item, &e)) {
        require(e.kind == ERR_USAGE);
        return 0;
    }
    check_canonical(&item);
    check_arguments(&item, rest);
    return 0;
}
