/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/artifact.h"

#include "base/mem.h"
#include "chain/artifact_parts.h"

const char *artifact_format_name(enum artifact_format format)
{
    static const char *const names[] = {
        [ARTIFACT_FOUNDRY] = "foundry",
        [ARTIFACT_HARDHAT2] = "hardhat 2",
        [ARTIFACT_HARDHAT3] = "hardhat 3",
        [ARTIFACT_SOLC] = "solc standard json",
        [ARTIFACT_BIN] = "bin",
    };
    return names[format];
}

static void code_done(struct code *code)
{
    for (size_t i = 0; i < code->n_links; i++) {
        mem_free(code->links[i].source);
        mem_free(code->links[i].name);
        mem_free(code->links[i].places);
    }
    mem_free(code->links);
    mem_free(code->immutables);
    mem_free(code->at);
}

void artifact_done(struct artifact *artifact)
{
    mem_free(artifact->name);
    mem_free(artifact->source);
    mem_free(artifact->compiler);
    mem_free(artifact->build_id);
    abi_done(&artifact->abi);
    code_done(&artifact->init);
    code_done(&artifact->runtime);
    *artifact = (struct artifact){0};
}

void artifact_take_name(struct artifact *artifact, struct text name)
{
    struct text source = {NULL, 0};
    struct text last = name;
    for (size_t i = 0; i < name.len; i++) {
        if (name.at[i] == ':') {
            source = (struct text){name.at, i};
            last = (struct text){&name.at[i + 1], name.len - i - 1};
        }
    }
    if (artifact->name == NULL) {
        artifact->name = text_dup(last);
    }
    if (artifact->source == NULL) {
        artifact->source = text_dup(source);
    }
}

static bool check_name(const struct artifact *artifact, struct text name, struct err *e)
{
    if (name.len == 0 || artifact->name == NULL) {
        return true;
    }
    struct text source = text_of(artifact->source);
    if (artifact_name_fits(name, source, text_of(artifact->name))) {
        return true;
    }
    return err_set(e, ERR_NOT_FOUND, "the artifact is of '%.80s%s%.80s', not of '%.*s'",
                   source.len > 0 ? source.at : "", source.len > 0 ? ":" : "", artifact->name,
                   TEXT_ARG(name));
}

static void complete_compiler(struct artifact *artifact)
{
    const struct code *codes[] = {&artifact->runtime, &artifact->init};
    for (size_t i = 0; i < COUNT(codes) && artifact->compiler == NULL; i++) {
        artifact->compiler = artifact_code_compiler(bytes_of(codes[i]->at, codes[i]->n));
    }
}

bool artifact_finish(struct artifact *artifact, const struct json_value *abi, struct err *e)
{
    if (artifact->init.n == 0) {
        return err_set(e, ERR_REFUSED, "'%.80s' has no code: an interface, or abstract",
                       artifact->name);
    }
    complete_compiler(artifact);
    artifact->has_abi = abi != NULL;
    return abi == NULL || abi_from_json(abi, &artifact->abi, e);
}

static bool make(const struct artifact_parts *parts, struct text name, struct artifact *out,
                 struct err *e)
{
    TRY(check_name(out, name, e));
    artifact_take_name(out, name);
    if (!artifact_code_read(&parts->init, &out->init, e)) {
        return err_wrap(e, "creation code");
    }
    if (!artifact_code_read(&parts->runtime, &out->runtime, e)) {
        return err_wrap(e, "runtime code");
    }
    return artifact_finish(out, parts->abi, e);
}

static bool read_document(const struct json_value *document, struct text name, struct artifact *out,
                          struct err *e)
{
    struct artifact_parts parts = {0};
    const struct json_value *contracts = artifact_solc_contracts(document);
    if (contracts != NULL) {
        TRY(artifact_solc(contracts, name, &parts, out, e));
    } else if (!artifact_hardhat(document, &parts, out) &&
               !artifact_foundry(document, &parts, out)) {
        (void)err_set(e, ERR_MALFORMED, "not an artifact of Foundry, Hardhat or solc");
        return err_hint(e, "out/FILE.sol/NAME.json of Foundry, artifacts/…/NAME.json of Hardhat, "
                           "or what solc --standard-json prints");
    }
    return make(&parts, name, out, e);
}

bool artifact_read(const struct json_value *document, struct text name, struct artifact *out,
                   struct err *e)
{
    *out = (struct artifact){0};
    bool ok = read_document(document, name, out, e);
    if (!ok) {
        artifact_done(out);
    }
    return ok;
}

const struct abi_item *artifact_constructor(const struct artifact *artifact)
{
    for (size_t i = 0; i < artifact->abi.n; i++) {
        if (artifact->abi.items[i].kind == ABI_ITEM_CONSTRUCTOR) {
            return &artifact->abi.items[i];
        }
    }
    return NULL;
}
