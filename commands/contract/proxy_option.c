/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/contract/proxy_option.h"

#include <string.h>

#include "chain/abi_codec.h"
#include "chain/transaction.h"

void proxy_choice_done(struct proxy_choice *choice)
{
    artifact_file_done(&choice->file);
    buf_done(&choice->data);
}

/* What --proxy says: a name, and what stands in parentheses behind it (with them), or nothing. */
struct initialiser {
    struct text whole, name, values;
};

static struct initialiser split(const char *init)
{
    struct initialiser out = {.whole = text_trim(text_of(init))};
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

static bool parse(const struct abi_item *item, const struct initialiser *init,
                  const struct proxy_args *args, struct abi_value *out, struct err *e)
{
    const struct abi_type tuple = {.kind = ABI_TUPLE, .parts = item->inputs};
    if (args->args_json != NULL) {
        AUTO(json_freep)
        struct json *json = json_parse(text_bytes(text_of(args->args_json)), e);
        return (json != NULL && abi_arguments_from_json(&item->inputs, json_root(json), out, e)) ||
               err_wrap(e, "option '--proxy-args-json'");
    }
    if (item->inputs.n == 0) {
        return init->values.len == 0 || text_is(init->values, "()") ||
               err_set(e, ERR_USAGE, "option '--proxy': '%s' takes no values", item->name);
    }
    return abi_value_parse(&tuple, init->values.len == 0 ? text_of("()") : init->values, out, e) ||
           err_wrap(e, "option '--proxy'");
}

static bool encode(const struct abi_item *item, const struct initialiser *init,
                   const struct proxy_args *args, struct buf *out, struct err *e)
{
    AUTO(abi_value_done) struct abi_value values = {0};
    const struct keccak256 hash = abi_item_hash(item);
    TRY(parse(item, init, args, &values, e));
    buf_clear(out);
    buf_add(out, bytes_of(hash.at, ABI_SELECTOR));
    abi_encode(&item->inputs, &values, out);
    return buf_is_whole(out) || err_set(e, ERR_TOO_BIG, "the initialiser's data is too large");
}

static bool is_candidate(const struct abi_item *item, const struct initialiser *init,
                         const struct proxy_args *args)
{
    const bool is_by_signature = args->args_json != NULL && init->values.len != 0;
    return item->kind == ABI_ITEM_FUNCTION &&
           (is_by_signature ? is_signature(item, init->whole)
                            : text_equal(text_of(item->name), init->name));
}

/* Of functions of one name the one that the values fit. */
static bool choose(const struct proxy_args *args, const struct abi *abi, struct proxy_choice *out,
                   struct err *e)
{
    const struct initialiser init = split(args->init);
    AUTO(buf_done) struct buf data = buf_start(TRANSACTION_DATA_MAX);
    size_t named = 0;
    size_t fitting = 0;
    for (size_t i = 0; i < abi->n; i++) {
        const struct abi_item *item = &abi->items[i];
        if (!is_candidate(item, &init, args)) {
            continue;
        }
        named++;
        if (encode(item, &init, args, &data, e)) {
            fitting++;
            buf_clear(&out->data);
            buf_add(&out->data, buf_view(&data));
            out->proxy.is_payable = item->mutability == ABI_PAYABLE;
        }
    }
    if (named == 0) {
        (void)err_set(e, ERR_USAGE, "option '--proxy': the artifact has no function '%.*s'",
                      TEXT_ARG(init.whole));
        return err_hint(e, "--proxy 'initialize(VALUE,…)', or --proxy none");
    }
    if (fitting > 1 || (fitting == 0 && named > 1)) {
        (void)err_set(e, ERR_USAGE, "option '--proxy': there are %zu functions '%.*s'", named,
                      TEXT_ARG(init.name));
        return err_hint(e, "give its types, and the values with --proxy-args-json");
    }
    return fitting == 1;
}

static bool read_proxy(const struct proxy_args *args, struct artifact_file *out, struct err *e)
{
    if (args->artifact == NULL) {
        return proxy_artifact(out, e);
    }
    TRY(artifact_file_read(args->artifact, NULL, out, e));
    const struct abi_item *constructor = artifact_constructor(&out->artifact);
    const struct abi_params *inputs = constructor != NULL ? &constructor->inputs : NULL;
    return (inputs != NULL && inputs->n == 2 && inputs->at[0].type.kind == ABI_ADDRESS &&
            inputs->at[1].type.kind == ABI_BYTES) ||
           err_set(e, ERR_USAGE,
                   "option '--proxy-artifact': '%s' has not constructor(address,bytes)",
                   args->artifact);
}

bool proxy_choose(const struct proxy_args *args, const struct artifact *artifact,
                  struct proxy_choice *out, struct err *e)
{
    out->data = buf_start(TRANSACTION_DATA_MAX);
    TRY(read_proxy(args, &out->file, e));
    if (strcmp(args->init, "none") != 0) {
        if (!artifact->has_abi) {
            return err_set(e, ERR_USAGE, "option '--proxy': the artifact has no ABI");
        }
        TRY(choose(args, &artifact->abi, out, e));
    } else if (args->args_json != NULL) {
        return err_set(e, ERR_USAGE, "option '--proxy-args-json' plays no part with none");
    }
    out->proxy.artifact = &out->file;
    out->proxy.data = buf_view(&out->data);
    return true;
}
