/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/contract/call_option.h"

#include <string.h>

#include "chain/abi_codec.h"
#include "chain/transaction.h"

/* What it says: a name, and what stands in parentheses behind it (with them), or nothing. */
struct call_words {
    struct text whole, name, values;
};

static struct call_words split(const char *call)
{
    struct call_words out = {.whole = text_trim(text_of(call))};
    const char *open = memchr(out.whole.at, '(', out.whole.len);
    const size_t n = open == NULL ? out.whole.len : (size_t)(open - out.whole.at);
    out.name = text_trim((struct text){out.whole.at, n});
    out.values = text_behind(out.whole, n);
    return out;
}

static bool is_signature(const struct abi_item *item, struct text text)
{
    AUTO(buf_done) struct buf signature = buf_start(64 * KIB);
    abi_item_write(item, &signature);
    return text_equal(buf_view_text(&signature), text);
}

static bool parse(const struct abi_item *item, const struct call_words *said,
                  const struct call_option *option, struct abi_value *out, struct err *e)
{
    const struct abi_type tuple = {.kind = ABI_TUPLE, .parts = item->inputs};
    if (option->json != NULL) {
        AUTO(json_freep)
        struct json *json = json_parse(text_bytes(text_of(option->json)), e);
        return (json != NULL && abi_arguments_from_json(&item->inputs, json_root(json), out, e)) ||
               err_wrap(e, "option '--%s'", option->json_name);
    }
    if (item->inputs.n == 0) {
        return said->values.len == 0 || text_is(said->values, "()") ||
               err_set(e, ERR_USAGE, "option '--%s': '%s' takes no values", option->name,
                       item->name);
    }
    return abi_value_parse(&tuple, said->values.len == 0 ? text_of("()") : said->values, out, e) ||
           err_wrap(e, "option '--%s'", option->name);
}

static bool encode(const struct abi_item *item, const struct call_words *said,
                   const struct call_option *option, struct buf *out, struct err *e)
{
    AUTO(abi_value_done) struct abi_value values = {0};
    const struct keccak256 hash = abi_item_hash(item);
    TRY(parse(item, said, option, &values, e));
    buf_clear(out);
    buf_add(out, bytes_of(hash.at, ABI_SELECTOR));
    abi_encode(&item->inputs, &values, out);
    return buf_is_whole(out) ||
           err_set(e, ERR_TOO_BIG, "option '--%s': the call's data is too large", option->name);
}

static bool is_candidate(const struct abi_item *item, const struct call_words *said,
                         const struct call_option *option)
{
    const bool is_by_signature = option->json != NULL && said->values.len != 0;
    return item->kind == ABI_ITEM_FUNCTION &&
           (is_by_signature ? is_signature(item, said->whole)
                            : text_equal(text_of(item->name), said->name));
}

/* Of functions of one name the one that the values fit. */
bool call_option_read(const struct call_option *option, const struct artifact *artifact,
                      struct call_chosen *out, struct err *e)
{
    const struct abi *abi = &artifact->abi;
    if (!artifact->has_abi) {
        return err_set(e, ERR_USAGE, "option '--%s': the artifact has no ABI", option->name);
    }
    const struct call_words said = split(option->call);
    AUTO(buf_done) struct buf data = buf_start(TRANSACTION_DATA_MAX);
    size_t named = 0;
    size_t fitting = 0;
    for (size_t i = 0; i < abi->n; i++) {
        const struct abi_item *item = &abi->items[i];
        if (!is_candidate(item, &said, option)) {
            continue;
        }
        named++;
        if (encode(item, &said, option, &data, e)) {
            fitting++;
            buf_done(&out->data);
            out->data = buf_start(TRANSACTION_DATA_MAX);
            buf_add(&out->data, buf_view(&data));
            out->is_payable = item->mutability == ABI_PAYABLE;
        }
    }
    if (named == 0) {
        (void)err_set(e, ERR_USAGE, "option '--%s': the artifact has no function '%.*s'",
                      option->name, TEXT_ARG(said.whole));
        return err_hint(e, "%s", option->hint);
    }
    if (fitting > 1 || (fitting == 0 && named > 1)) {
        (void)err_set(e, ERR_USAGE, "option '--%s': there are %zu functions '%.*s'", option->name,
                      named, TEXT_ARG(said.name));
        return err_hint(e, "give its types, and the values with --%s", option->json_name);
    }
    return fitting == 1;
}
