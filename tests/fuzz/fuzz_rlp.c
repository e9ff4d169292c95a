/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: rlp_item, rlp_list, rlp_string, rlp_copy, rlp_u256, rlp_u64, and the writers;
 * rlp_write_json of the same bytes, and rlp_from_text of them as a text. */
#include "target.h"

#include <stdlib.h>
#include <string.h>

#include "chain/rlp_text.h"

enum { DEPTH_MAX = 20, HEAD = 9 };

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* The bytes of an item are what is written of it. */
static void check_encoding(struct bytes whole, const struct rlp_item *item)
{
    AUTO(buf_done) struct buf out = buf_start(whole.left + HEAD);
    if (item->is_list) {
        rlp_add_list(&out, item->body);
    } else {
        rlp_add_string(&out, item->body);
    }
    require(buf_is_whole(&out) && bytes_equal(buf_view(&out), whole));
}

/* Each reader of a type takes the item exactly where it is one of it. */
static void check_types(struct bytes whole, const struct rlp_item *item)
{
    struct bytes from = whole;
    struct bytes body = {NULL, 0};
    require(rlp_list(&from, &body) == item->is_list);
    require(from.left == (item->is_list ? 0 : whole.left));
    from = whole;
    require(rlp_string(&from, &body) == !item->is_list);
    require(body.at == item->body.at && body.left == item->body.left);
    uint8_t *copy = malloc(item->body.left + 1);
    require(copy != NULL);
    from = whole;
    require(!rlp_copy(&from, copy, item->body.left + 1));
    require(rlp_copy(&from, copy, item->body.left) == !item->is_list);
    require(item->is_list || bytes_equal(bytes_of(copy, item->body.left), item->body));
    free(copy);
}

static void check_integer(struct bytes whole, const struct rlp_item *item)
{
    AUTO(buf_done) struct buf out = buf_start(whole.left + HEAD);
    struct bytes from = whole;
    struct u256 value;
    uint64_t small = 0;
    bool is_integer = !item->is_list && item->body.left <= U256_SIZE &&
                      (item->body.left == 0 || item->body.at[0] != 0);
    require(rlp_u256(&from, &value) == is_integer);
    from = whole;
    require(rlp_u64(&from, &small) == (is_integer && item->body.left <= sizeof small));
    if (is_integer) {
        rlp_add_u256(&out, &value);
        require(bytes_equal(buf_view(&out), whole));
    }
    if (is_integer && item->body.left <= sizeof small) {
        buf_clear(&out);
        rlp_add_u64(&out, small);
        require(bytes_equal(buf_view(&out), whole));
    }
}

static void walk(struct bytes from, unsigned depth)
{
    struct bytes before = from;
    struct rlp_item item;
    while (rlp_item(&from, &item)) {
        struct bytes whole = bytes_before(before, from);
        check_encoding(whole, &item);
        check_types(whole, &item);
        check_integer(whole, &item);
        if (item.is_list && depth < DEPTH_MAX) {
            walk(item.body, depth + 1);
        }
        before = from;
    }
    require(from.at == before.at && from.left == before.left);
}

/* What is written of an item is read as the same bytes. */
static void go_through_json(struct bytes whole)
{
    AUTO(buf_done) struct buf json = buf_start(8 * RLP_TEXT_MAX);
    AUTO(buf_done) struct buf again = buf_start(RLP_TEXT_MAX);
    struct json_writer writer = json_writer_to(&json, false);
    struct bytes rest = whole;
    struct err e = {0};
    if (!rlp_write_json(&rest, &writer, &e)) {
        require(e.kind == ERR_MALFORMED || e.kind == ERR_TOO_BIG);
        return;
    }
    struct text text = buf_view_text(&json);
    if (text.at[0] == '"') {
        text = (struct text){text.at + 1, text.len - 2};
    }
    if (!rlp_from_text(text, RLP_STRICT, &again, &e)) {
        require(e.kind == ERR_TOO_BIG);
        return;
    }
    require(bytes_equal(buf_view(&again), bytes_before(whole, rest)));
}

/* What is read of a text is one item; what the strict form takes is the same in the other. */
static void read_text(struct text text)
{
    AUTO(buf_done) struct buf strict = buf_start(RLP_TEXT_MAX);
    AUTO(buf_done) struct buf as_cast = buf_start(RLP_TEXT_MAX);
    struct rlp_item item;
    struct err e = {0};
    bool is_strict = rlp_from_text(text, RLP_STRICT, &strict, &e);
    require(is_strict || e.kind == ERR_USAGE || e.kind == ERR_TOO_BIG);
    if (!rlp_from_text(text, RLP_AS_CAST, &as_cast, &e)) {
        require(!is_strict);
        return;
    }
    require(!is_strict || bytes_equal(buf_view(&strict), buf_view(&as_cast)));
    struct bytes from = buf_view(&as_cast);
    require(rlp_item(&from, &item) && bytes_end(from));
    go_through_json(buf_view(&as_cast));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    walk(bytes_of(data, size), 0);
    go_through_json(bytes_of(data, size));
    read_text(text_of_bytes(bytes_of(data, size)));
    return 0;
}
