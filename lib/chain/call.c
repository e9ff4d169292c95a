/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/call.h"

#include <assert.h>
#include <string.h>

struct bytes call_bytes(const struct call *call)
{
    return bytes_of(call->at, call->n);
}

struct call_word call_address(const struct eth_address *address)
{
    struct call_word word = {{0}};
    memcpy(word.at + ABI_WORD - sizeof address->at, address->at, sizeof address->at);
    return word;
}

struct call_word call_u256(const struct u256 *value)
{
    struct call_word word;
    u256_to_bytes(value, word.at);
    return word;
}

/* The signatures are this program's own: one that does not parse is a mistake in it. */
static void parse(const char *signature, enum abi_item_kind kind, struct abi_item *out)
{
    struct err e;
    bool ok = abi_item_parse(text_of(signature), kind, out, &e);
    assert(ok);
    (void)ok;
}

static void encode(const struct abi_item *item, const struct call_word *arguments, size_t n,
                   struct buf *out)
{
    struct abi_value items[CALL_ARGUMENTS] = {0};
    const struct keccak256 hash = abi_item_hash(item);
    assert(item->inputs.n == n && n <= CALL_ARGUMENTS);
    for (size_t i = 0; i < n; i++) {
        memcpy(items[i].word, arguments[i].at, ABI_WORD);
    }
    buf_add(out, bytes_of(hash.at, ABI_SELECTOR));
    abi_encode(&item->inputs, &(struct abi_value){.items = items, .n = n}, out);
}

struct call call_make(const char *signature, const struct call_word *arguments, size_t n)
{
    struct call call = {.n = 0};
    AUTO(abi_item_done) struct abi_item item = {0};
    AUTO(buf_done) struct buf data = buf_start(CALL_MAX);
    parse(signature, ABI_ITEM_FUNCTION, &item);
    encode(&item, arguments, n, &data);
    assert(buf_is_whole(&data));
    memcpy(call.at, data.at, data.len);
    call.n = data.len;
    return call;
}

void call_result_done(struct call_result *result)
{
    abi_value_done(&result->values);
    abi_item_done(&result->item);
}

bool call_read(const char *types, struct bytes answer, struct call_result *out, struct err *e)
{
    size_t unread = 0;
    parse(types, ABI_ITEM_FUNCTION, &out->item);
    const char *name = out->item.name;
    if (answer.left == 0) {
        return err_set(e, ERR_SERVICE, "'%s' answered nothing: the contract has no such function",
                       name);
    }
    if (!abi_decode(&out->item.inputs, answer, &out->values, &unread, e)) {
        e->kind = ERR_SERVICE;
        return err_wrap(e, "what '%s' answered", name);
    }
    return unread == 0 || err_set(e, ERR_SERVICE, "'%s' answered %zu bytes too much", name, unread);
}

/* `type` is of one word. */
static bool read_word(const char *name, const char *type, struct bytes answer,
                      uint8_t out[ABI_WORD], struct err *e)
{
    AUTO(call_result_done) struct call_result result = {0};
    AUTO(buf_done) struct buf types = buf_start(KIB);
    buf_printf(&types, "%s(%s)", name, type);
    buf_char(&types, 0);
    assert(buf_is_whole(&types));
    TRY(call_read((const char *)types.at, answer, &result, e));
    memcpy(out, result.values.items[0].word, ABI_WORD);
    return true;
}

bool call_read_u256(const char *name, struct bytes answer, struct u256 *out, struct err *e)
{
    uint8_t word[ABI_WORD];
    return read_word(name, "uint256", answer, word, e) && u256_from_bytes(BYTES_OF(word), out);
}

bool call_read_bool(const char *name, struct bytes answer, bool *out, struct err *e)
{
    uint8_t word[ABI_WORD];
    TRY(read_word(name, "bool", answer, word, e));
    *out = word[ABI_WORD - 1] != 0;
    return true;
}

bool call_read_address(const char *name, struct bytes answer, struct eth_address *out,
                       struct err *e)
{
    uint8_t word[ABI_WORD];
    TRY(read_word(name, "address", answer, word, e));
    memcpy(out->at, word + ABI_WORD - sizeof out->at, sizeof out->at);
    return true;
}
