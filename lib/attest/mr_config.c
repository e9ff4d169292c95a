/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/mr_config.h"

#include "attest/member.h"
#include "attest/optional.h"
#include "base/buf.h"

enum { APP_ID = 20, HASH = 32 };

bool mr_config_split(struct bytes register_of_48, unsigned *version, struct bytes *hash)
{
    uint8_t first = 0;
    struct bytes rest = register_of_48;
    if (bytes_all_zero(register_of_48)) {
        *version = 0;
        *hash = (struct bytes){NULL, 0};
        return true;
    }
    TRY(bytes_u8(&rest, &first) && first >= 1 && first <= 3);
    TRY(bytes_take(&rest, HASH, hash) && bytes_all_zero(rest));
    *version = first;
    return true;
}

/* Key providers: as the event names them, as the document does, and their byte in version 2. */
static const struct {
    const char *event;
    const char *document;
    char byte;
} providers[] = {
    {"none", "none", 0},
    {"local-sgx", "local", 1},
    {"kms", "kms", 2},
    {"tpm", "tpm", 3},
};

bool mr_config_hash(struct bytes compose_hash, struct bytes app_id, struct text provider,
                    struct bytes provider_id, struct keccak256 *out)
{
    size_t i = 0;
    while (i < COUNT(providers) && !text_is(provider, providers[i].event)) {
        i++;
    }
    TRY(i < COUNT(providers) && compose_hash.left == HASH && app_id.left == APP_ID);
    AUTO(buf_done) struct buf hashed = buf_start(HASH + APP_ID + 1 + provider_id.left);
    buf_add(&hashed, compose_hash);
    buf_add(&hashed, app_id);
    buf_char(&hashed, providers[i].byte);
    buf_add(&hashed, provider_id);
    *out = keccak256_of(buf_view(&hashed));
    return true;
}

struct sha256 mr_config_document_hash(struct text document)
{
    static const char domain[] = "dstack-mr-config-v3:"; /* with its zero byte */
    return sha256_of_two(bytes_of(domain, sizeof domain), text_bytes(document));
}

static bool check_names(const struct json_value *root, struct err *e)
{
    static const char *const known[] = {
        "version",      "app_id",          "compose_hash", "gpu_policy_hash",
        "key_provider", "key_provider_id", "instance_id",  "init_script_hashes"};
    for (const struct json_value *at = json_first(root); at != NULL; at = json_next(at)) {
        size_t i = 0;
        while (i < COUNT(known) && !text_is(json_name(at), known[i])) {
            i++;
        }
        if (i == COUNT(known)) {
            return err_set(e, ERR_MALFORMED, "it has a member that is not known");
        }
    }
    return true;
}

static bool read_key_provider(const struct json_value *root, struct mr_config *out, struct err *e)
{
    struct text name;
    TRY(member_text(root, "key_provider", &name, e));
    for (size_t i = 0; i < COUNT(providers); i++) {
        if (text_is(name, providers[i].document)) {
            out->key_provider = text_of(providers[i].event);
            return true;
        }
    }
    return err_set(e, ERR_MALFORMED, "'key_provider' is not a known one");
}

static bool read_init_scripts(const struct json_value *root, struct keep *keep,
                              struct mr_config *out, struct err *e)
{
    const struct json_value *list = json_member(root, "init_script_hashes");
    out->has_init_scripts = list != NULL;
    if (list != NULL && (!json_is_array(list) || json_count(list) > MR_CONFIG_SCRIPTS)) {
        return err_set(e, ERR_MALFORMED, "'init_script_hashes' is no array of at most %d",
                       MR_CONFIG_SCRIPTS);
    }
    for (const struct json_value *at = json_first(list); at != NULL; at = json_next(at)) {
        struct text text = {NULL, 0};
        struct bytes *hash = &out->init_scripts[out->n_init_scripts++];
        if (!json_text(at, &text) || text.len == 0) {
            return err_set(e, ERR_MALFORMED, "'init_script_hashes' has something else than hex");
        }
        TRY(optional_hex_text(text, (struct hex_member){"init_script_hashes", HASH, HASH}, keep,
                              hash, e));
    }
    return true;
}

bool mr_config_parse(struct text document, struct keep *keep, struct mr_config *out, struct err *e)
{
    *out = (struct mr_config){.n_init_scripts = 0};
    uint64_t version = 0;
    struct json *json = json_parse(text_bytes(document), e);
    TRY(json != NULL);
    const struct json_value *root = keep_json(keep, json);
    TRY(check_names(root, e));
    TRY(member_uint(root, "version", UINT32_MAX, &version, e));
    if (version != 3) {
        return err_set(e, ERR_MALFORMED, "'version' is not 3");
    }
    TRY(optional_hex(root, (struct hex_member){"app_id", APP_ID, APP_ID}, keep, &out->app_id, e));
    TRY(optional_hex(root, (struct hex_member){"compose_hash", HASH, HASH}, keep,
                     &out->compose_hash, e));
    TRY(optional_hex(root, (struct hex_member){"instance_id", APP_ID, APP_ID}, keep,
                     &out->instance_id, e));
    TRY(optional_hex(root, (struct hex_member){"gpu_policy_hash", HASH, HASH}, keep,
                     &out->gpu_policy_hash, e));
    TRY(optional_hex(root, (struct hex_member){"key_provider_id", 1, MR_CONFIG_KEY}, keep,
                     &out->key_provider_id, e));
    TRY(read_key_provider(root, out, e));
    TRY(read_init_scripts(root, keep, out, e));
    return !bytes_end(out->compose_hash) || err_set(e, ERR_MALFORMED, "'compose_hash' is missing");
}
