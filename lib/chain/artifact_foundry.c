/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/artifact_parts.h"

/* out/FILE.sol/NAME.json of forge. */

static bool read_code(const struct json_value *code, struct artifact_code *out)
{
    out->links = json_member(code, "linkReferences");
    out->immutables = json_member(code, "immutableReferences");
    out->no_immutables_if_unsaid = true; /* forge leaves an empty list out */
    return json_text(json_member(code, "object"), &out->hex);
}

/* {"src/Counter.sol": "Counter"}; there is no other place where forge says it. */
static void read_target(const struct json_value *metadata, struct artifact *out)
{
    struct text name;
    if (!json_is_object(metadata)) {
        return;
    }
    const struct json_value *target = json_first(
        json_member(json_member(metadata, "settings"), "compilationTarget"));
    if (json_text(target, &name)) {
        out->name = text_dup(name);
        out->source = text_dup(json_name(target));
    }
}

bool artifact_foundry(const struct json_value *document, struct artifact_parts *parts,
                      struct artifact *out)
{
    struct text raw;
    const struct json_value *metadata = json_member(document, "metadata");
    const struct json_value *runtime = json_member(document, "deployedBytecode");
    TRY(read_code(json_member(document, "bytecode"), &parts->init));
    TRY(runtime == NULL || read_code(runtime, &parts->runtime));
    out->format = ARTIFACT_FOUNDRY;
    parts->abi = json_member(document, "abi");
    read_target(metadata, out);
    out->compiler = artifact_metadata_version(metadata);
    if (out->compiler == NULL && json_text(json_member(document, "rawMetadata"), &raw)) {
        out->compiler = artifact_metadata_compiler(raw);
    }
    return true;
}
