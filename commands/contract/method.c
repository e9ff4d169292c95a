/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/contract/method.h"

#include <string.h>

#include "base/fs.h"
#include "chain/address.h"
#include "deploy/artifact_file.h"

enum { LIST_SHOWN = 200 };

void method_done(struct method *method)
{
    abi_done(&method->abi);
    abi_item_done(&method->own);
    buf_done(&method->calldata);
}

/* A file that is an ABI, or has one of one contract, be it an interface. `is_read` is false for
 * anything else. */
static bool read_plain(const char *path, struct abi *out, bool *is_read, struct err *e)
{
    AUTO(buf_done) struct buf text = buf_start(ARTIFACT_FILE_MAX);
    TRY(fs_read(path, &text, e));
    AUTO(json_freep) struct json *json = json_parse(buf_view(&text), e);
    if (json == NULL) {
        return err_wrap(e, "'%.160s'", path);
    }
    const struct json_value *root = json_root(json);
    const struct json_value *abi = json_is_array(root) ? root : json_member(root, "abi");
    *is_read = abi != NULL;
    return abi == NULL || abi_from_json(abi, out, e) || err_wrap(e, "'%.160s'", path);
}

static bool read_artifact(const char *path_and_name, struct abi *out, struct err *e)
{
    struct artifact_file file = {0};
    bool is_read = artifact_file_read(path_and_name, NULL, &file, e);
    if (is_read && !file.artifact.has_abi) {
        is_read = err_set(e, ERR_NOT_FOUND, "'%.160s' has no ABI", path_and_name);
    }
    if (is_read) {
        *out = file.artifact.abi;
        file.artifact.abi = (struct abi){0};
    }
    artifact_file_done(&file);
    return is_read;
}

static bool read_abi(const char *path, struct method *out, struct err *e)
{
    bool is_plain = false;
    size_t length = strlen(path);
    bool is_hex = length > 4 && strcmp(path + length - 4, ".bin") == 0;
    if (fs_exists(path) && !is_hex) {
        TRY(read_plain(path, &out->abi, &is_plain, e));
    }
    TRY(is_plain || read_artifact(path, &out->abi, e));
    out->has_abi = true;
    return true;
}

static bool is_function(const struct abi_item *item, const char *name)
{
    return item->kind == ABI_ITEM_FUNCTION && strcmp(item->name, name) == 0;
}

/* One of several of a name: by the number of its arguments, if that is enough. */
static bool is_candidate(const struct abi_item *item, const struct method_args *args)
{
    const struct contract_arguments *given = &args->arguments;
    return is_function(item, args->function) &&
           (given->args_json != NULL || given->args_file != NULL ||
            item->inputs.n == given->positional.n);
}

static bool list_all(const struct abi *abi, const struct method_args *args, struct err *e)
{
    AUTO(buf_done) struct buf list = buf_start(SIZE_MAX);
    for (size_t i = 0; i < abi->n; i++) {
        if (is_function(&abi->items[i], args->function)) {
            buf_text(&list, list.len > 0 ? ", " : "");
            abi_item_write(&abi->items[i], &list);
        }
    }
    int shown = list.len < LIST_SHOWN ? (int)list.len : LIST_SHOWN;
    (void)err_set(e, ERR_USAGE, "'%.60s' could be more than one function", args->function);
    return err_hint(e, "one of %.*s", shown, (const char *)list.at);
}

static bool find_name(const struct method_args *args, struct method *out, struct err *e)
{
    size_t n = 0;
    size_t n_named = 0;
    const struct abi_item *named = NULL;
    for (size_t i = 0; i < out->abi.n; i++) {
        const struct abi_item *item = &out->abi.items[i];
        n_named += is_function(item, args->function) ? 1 : 0;
        named = is_function(item, args->function) ? item : named;
        if (is_candidate(item, args)) {
            out->item = item;
            n++;
        }
    }
    if (n_named == 0) {
        return err_set(e, ERR_NOT_FOUND, "the ABI has no function '%.60s'", args->function);
    }
    /* What is wrong with the arguments of the only one is said by who reads them. */
    out->item = n_named == 1 ? named : out->item;
    return n_named == 1 || n == 1 || list_all(&out->abi, args, e);
}

static bool parse_signature(const char *signature, struct method *out, struct err *e)
{
    TRY(abi_item_parse(text_of(signature), ABI_ITEM_FUNCTION, &out->own, e));
    if (out->own.kind != ABI_ITEM_FUNCTION) {
        return err_set(e, ERR_USAGE, "'%.80s' is not a function", signature);
    }
    const struct keccak256 hash = abi_item_hash(&out->own);
    const struct abi_item *known = abi_find_selector(&out->abi, ABI_ITEM_FUNCTION, hash.at);
    out->item = known != NULL && out->own.outputs.n == 0 ? known : &out->own;
    return true;
}

static bool find_item(const struct method_args *args, struct method *out, struct err *e)
{
    if (strchr(args->function, '(') != NULL) {
        return parse_signature(args->function, out, e);
    }
    if (!out->has_abi) {
        (void)err_set(e, ERR_USAGE, "of '%.60s' only the name is known", args->function);
        return err_hint(e, "its signature, '%.60s(uint256)', or its ABI: --abi FILE",
                        args->function);
    }
    return find_name(args, out, e);
}

/* No function is named: nothing says what is called. */
static bool read_bare(const struct method_args *args, struct method *out, struct err *e)
{
    TRY(abi_item_parse(text_of("receive()"), ABI_ITEM_FUNCTION, &out->own, e));
    out->item = &out->own;
    return contract_arguments_encode(&args->arguments, out->item, &out->calldata, e);
}

bool method_read(const struct method_args *args, struct method *out, struct err *e)
{
    *out = (struct method){.calldata = buf_start(ABI_DATA_MAX)};
    if (!address_parse(text_of(args->address), &out->address, e)) {
        return err_wrap(e, "operand 'ADDRESS'");
    }
    TRY(args->abi == NULL || read_abi(args->abi, out, e));
    if (args->function == NULL) {
        return read_bare(args, out, e);
    }
    TRY(find_item(args, out, e));
    const struct keccak256 hash = abi_item_hash(out->item);
    buf_add(&out->calldata, bytes_of(hash.at, ABI_SELECTOR));
    return contract_arguments_encode(&args->arguments, out->item, &out->calldata, e);
}
