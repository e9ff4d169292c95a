/* SPDX-License-Identifier: Apache-2.0 */
#include "explorer/source_metadata.h"

#include <stddef.h>

#include "base/hex.h"
#include "crypto/keccak.h"

void source_metadata_done(struct source_metadata *metadata)
{
    json_free(metadata->json);
    *metadata = (struct source_metadata){0};
}

/* Foundry writes the compiler's text as it was beside what it made of it. */
static bool text_in_foundry(const struct json_value *artifact, struct text *out)
{
    return json_text(json_member(artifact, "rawMetadata"), out) && out->len > 0;
}

static const struct json_value *named(const struct json_value *object, struct text name)
{
    const struct json_value *member = json_is_object(object) ? json_first(object) : NULL;
    while (member != NULL && !text_equal(json_name(member), name)) {
        member = json_next(member);
    }
    return member;
}

static bool text_in_solc(const struct json_value *artifact, const struct source_wish *wish,
                         struct text *out)
{
    const struct json_value *contracts = json_member(artifact, "contracts");
    const struct json_value *contract = named(named(contracts, wish->source), wish->name);
    return json_text(json_member(contract, "metadata"), out) && out->len > 0;
}

/* As the compiler wrote it, or, at Foundry's, what was made of that. */
static bool find_root(const struct json_value *artifact, const struct source_wish *wish,
                      struct source_metadata *out, struct err *e)
{
    struct text text;
    if (!text_in_foundry(artifact, &text) && !text_in_solc(artifact, wish, &text)) {
        const struct json_value *root = json_member(artifact, "metadata");
        out->root = json_is_object(root) ? root : NULL;
        return true;
    }
    out->json = json_parse(text_bytes(text), e);
    if (out->json == NULL) {
        return err_wrap(e, "the artifact's metadata");
    }
    out->root = json_root(out->json);
    return true;
}

bool source_metadata_find(const struct json_value *artifact, const struct source_wish *wish,
                          struct source_metadata *out, struct err *e)
{
    *out = (struct source_metadata){0};
    TRY(find_root(artifact, wish, out, e));
    if (out->root != NULL && (!json_is_object(json_member(out->root, "sources")) ||
                              !json_is_object(json_member(out->root, "settings")))) {
        source_metadata_done(out);
        return err_set(e, ERR_MALFORMED, "the artifact's metadata has no sources or settings");
    }
    return true;
}

static struct text text_of_member(const struct json_value *object, const char *name)
{
    struct text text;
    return json_text(json_member(object, name), &text) ? text : (struct text){"", 0};
}

struct text source_metadata_compiler(const struct source_metadata *metadata)
{
    return text_of_member(json_member(metadata->root, "compiler"), "version");
}

struct text source_metadata_license(const struct source_metadata *metadata, const char *key)
{
    const struct json_value *sources = json_member(metadata->root, "sources");
    return text_of_member(json_member(sources, key), "license");
}

static bool check_source(const struct json_value *noted, const struct json_value *sources,
                         struct err *e)
{
    struct text name = json_name(noted);
    struct text hash = text_of_member(noted, "keccak256");
    struct keccak256 wanted;
    struct text content = text_of_member(json_member(sources, name.at), "content");
    if (!text_starts(hash, "0x") ||
        !hex_decode(text_behind(hash, 2), wanted.at, sizeof wanted.at)) {
        return err_set(e, ERR_MALFORMED, "the metadata has no hash of source '%.*s'",
                       TEXT_ARG(name));
    }
    if (json_member(sources, name.at) == NULL) {
        return err_set(e, ERR_CONFLICT, "source '%.*s' of the artifact is not in the input",
                       TEXT_ARG(name));
    }
    const struct keccak256 mine = keccak256_of(text_bytes(content));
    return bytes_equal(BYTES_OF(mine.at), BYTES_OF(wanted.at)) ||
           err_set(e, ERR_CONFLICT, "source '%.*s' is not what the artifact was made of",
                   TEXT_ARG(name));
}

/* A scalar as text; empty when it is absent. */
static struct text scalar_of(const struct json_value *value)
{
    struct text text = {"", 0};
    bool is_true = false;
    if (json_bool(value, &is_true)) {
        return text_of(is_true ? "true" : "false");
    }
    return json_text(value, &text) || json_number(value, &text) ? text : (struct text){"", 0};
}

/* Settings that change the code. Where a side does not say one, it is by default as `otherwise`;
 * NULL: that depends on the compiler, and is not compared. */
static const struct {
    const char *group, *name, *otherwise;
} settings[] = {
    {"optimizer", "enabled", "false"},    {"optimizer", "runs", "200"},
    {NULL, "evmVersion", NULL},           {NULL, "viaIR", "false"},
    {"metadata", "bytecodeHash", "ipfs"},
};

static struct text setting_of(const struct json_value *of, size_t i)
{
    const struct json_value *group = settings[i].group != NULL ? json_member(of, settings[i].group)
                                                               : of;
    struct text text = scalar_of(json_member(group, settings[i].name));
    return text.len == 0 && settings[i].otherwise != NULL ? text_of(settings[i].otherwise) : text;
}

static bool check_settings(const struct json_value *noted, const struct json_value *given,
                           struct err *e)
{
    for (size_t i = 0; i < COUNT(settings); i++) {
        struct text a = setting_of(noted, i);
        struct text b = setting_of(given, i);
        if (a.len > 0 && b.len > 0 && !text_equal(a, b)) {
            return err_set(e, ERR_CONFLICT,
                           "the artifact was made with %s '%.*s', the input has '%.*s'",
                           settings[i].name, TEXT_ARG(a), TEXT_ARG(b));
        }
    }
    return true;
}

bool source_metadata_check(const struct source_metadata *metadata, const struct source_input *input,
                           struct err *e)
{
    if (metadata->root == NULL) {
        return true;
    }
    const struct json_value *noted = json_member(metadata->root, "sources");
    const struct json_value *root = json_root(input->json);
    for (const struct json_value *at = json_first(noted); at != NULL; at = json_next(at)) {
        TRY(check_source(at, json_member(root, "sources"), e));
    }
    return check_settings(json_member(metadata->root, "settings"), json_member(root, "settings"),
                          e);
}
