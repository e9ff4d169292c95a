/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/artifact_parts.h"

/* {"contracts": {SOURCE: {NAME: {abi, evm: {bytecode, deployedBytecode}, metadata}}}} */

enum { NAMES_SHOWN = 6 };

struct choice {
    struct text wanted; /* may be empty: any that has code */
    const struct json_value *found, *source;
    size_t n;
    struct buf names; /* of those that it could be */
};

static void choice_done(struct choice *choice)
{
    buf_done(&choice->names);
}

/* Of Hardhat's and Foundry's build-info the output is such a document. */
const struct json_value *artifact_solc_contracts(const struct json_value *document)
{
    const struct json_value *contracts = json_member(document, "contracts");
    if (contracts == NULL) {
        contracts = json_member(json_member(document, "output"), "contracts");
    }
    return json_is_object(contracts) ? contracts : NULL;
}

static bool code_text(const struct json_value *contract, const char *kind, struct text *out)
{
    const struct json_value *code = json_member(json_member(contract, "evm"), kind);
    return json_text(json_member(code, "object"), out);
}

static bool has_code(const struct json_value *contract)
{
    struct text hex;
    return code_text(contract, "bytecode", &hex) && hex.len > 0;
}

static void consider(struct choice *choice, const struct json_value *source,
                     const struct json_value *contract)
{
    struct text name = json_name(contract);
    bool fits = choice->wanted.len > 0 ? artifact_name_fits(choice->wanted, json_name(source), name)
                                       : has_code(contract);
    if (!fits) {
        return;
    }
    choice->found = contract;
    choice->source = source;
    if (choice->n++ < NAMES_SHOWN) {
        buf_printf(&choice->names, "%s%.*s:%.*s", choice->n > 1 ? ", " : "",
                   TEXT_ARG(json_name(source)), TEXT_ARG(name));
    }
}

static void look_through(struct choice *choice, const struct json_value *contracts)
{
    const struct json_value *source = json_first(contracts);
    for (; source != NULL; source = json_next(source)) {
        const struct json_value *contract = json_first(source);
        for (; contract != NULL; contract = json_next(contract)) {
            consider(choice, source, contract);
        }
    }
}

static bool is_one(const struct choice *choice, struct err *e)
{
    const struct text names = buf_view_text(&choice->names);
    if (choice->n == 1) {
        return true;
    }
    if (choice->n > 1) {
        (void)err_set(e, ERR_USAGE, "there are %zu contracts, one has to be named", choice->n);
        return err_hint(e, "behind a colon: %.*s%s", TEXT_ARG(names),
                        choice->n > NAMES_SHOWN ? " …" : "");
    }
    return choice->wanted.len > 0
               ? err_set(e, ERR_NOT_FOUND, "there is no contract '%.*s' in the document",
                         TEXT_ARG(choice->wanted))
               : err_set(e, ERR_REFUSED, "no contract of the document has code");
}

static void read_code(const struct json_value *contract, const char *kind,
                      struct artifact_code *out)
{
    const struct json_value *code = json_member(json_member(contract, "evm"), kind);
    if (!json_text(json_member(code, "object"), &out->hex)) {
        out->hex = (struct text){NULL, 0};
    }
    out->links = json_member(code, "linkReferences");
    out->immutables = json_member(code, "immutableReferences");
}

bool artifact_solc(const struct json_value *contracts, struct text name,
                   struct artifact_parts *parts, struct artifact *out, struct err *e)
{
    struct text metadata;
    AUTO(choice_done) struct choice choice = {.wanted = name, .names = buf_start(KIB)};
    look_through(&choice, contracts);
    TRY(is_one(&choice, e));
    out->format = ARTIFACT_SOLC;
    out->name = text_dup(json_name(choice.found));
    out->source = text_dup(json_name(choice.source));
    read_code(choice.found, "bytecode", &parts->init);
    read_code(choice.found, "deployedBytecode", &parts->runtime);
    parts->abi = json_member(choice.found, "abi");
    if (json_text(json_member(choice.found, "metadata"), &metadata)) {
        out->compiler = artifact_metadata_compiler(metadata);
    }
    return true;
}
