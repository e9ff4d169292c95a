/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/artifact_parts.h"

/* artifacts/SOURCE/NAME.json of Hardhat 2 and 3. */

static bool read_format(const struct json_value *document, enum artifact_format *out)
{
    struct text format;
    TRY(json_text(json_member(document, "_format"), &format));
    *out = text_is(format, "hh3-artifact-1") ? ARTIFACT_HARDHAT3 : ARTIFACT_HARDHAT2;
    return *out == ARTIFACT_HARDHAT3 || text_is(format, "hh-sol-artifact-1");
}

static char *read_text(const struct json_value *document, const char *name)
{
    struct text text;
    return json_text(json_member(document, name), &text) ? text_dup(text) : NULL;
}

bool artifact_hardhat(const struct json_value *document, struct artifact_parts *parts,
                      struct artifact *out)
{
    TRY(read_format(document, &out->format));
    TRY(json_text(json_member(document, "bytecode"), &parts->init.hex));
    TRY(json_text(json_member(document, "deployedBytecode"), &parts->runtime.hex));
    parts->init.links = json_member(document, "linkReferences");
    parts->runtime.links = json_member(document, "deployedLinkReferences");
    parts->runtime.immutables = json_member(document, "immutableReferences");
    parts->abi = json_member(document, "abi");
    out->name = read_text(document, "contractName");
    out->source = read_text(document, "inputSourceName");
    if (out->source == NULL) {
        out->source = read_text(document, "sourceName");
    }
    out->build_id = read_text(document, "buildInfoId");
    return true;
}
