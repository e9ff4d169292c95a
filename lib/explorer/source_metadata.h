/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_EXPLORER_SOURCE_METADATA_H
#define PHALA_EXPLORER_SOURCE_METADATA_H

#include <stdbool.h>

#include "explorer/source_input.h"

/* What the compiler noted of an artifact's sources and settings, the hash of which is in the code
 * (Solidity documentation, "Contract metadata"). Pure. */
struct source_metadata {
    const struct json_value *root; /* NULL: the artifact has none */
    struct json *json;             /* of `root`, where it is not a part of the artifact */
};

void source_metadata_done(struct source_metadata *metadata);

/* Finds it in an artifact of Foundry or in solc's output (for `wish`), which has to stay. One that
 * is there and is not what it should be is ERR_MALFORMED. */
MUST_CHECK bool source_metadata_find(const struct json_value *artifact,
                                     const struct source_wish *wish, struct source_metadata *out,
                                     struct err *e);

/* The version of the compiler, and the license of the contract's source; empty where there is none.
 */
struct text source_metadata_compiler(const struct source_metadata *metadata);
struct text source_metadata_license(const struct source_metadata *metadata, const char *key);

/* The input is what the artifact was made of: it has every source that the metadata names, with
 * the same Keccak-256, and settings that agree where both say them. Else ERR_CONFLICT, which names
 * the first difference. Without metadata nothing is known, and nothing differs. */
MUST_CHECK bool source_metadata_check(const struct source_metadata *metadata,
                                      const struct source_input *input, struct err *e);

#endif
