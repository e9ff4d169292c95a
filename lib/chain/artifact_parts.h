/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_ARTIFACT_PARTS_H
#define PHALA_CHAIN_ARTIFACT_PARTS_H

#include "chain/artifact.h"

/* What the formats have in common; for lib/chain/artifact*.c alone. */

/* Code as a document has it. */
struct artifact_code {
    struct text hex;                     /* empty: none */
    const struct json_value *links;      /* {source: {name: [{start, length}]}}; NULL: not said */
    const struct json_value *immutables; /* {id: [{start, length}]}; NULL: not said */
    bool no_immutables_if_unsaid;
};

struct artifact_parts {
    struct artifact_code init, runtime;
    const struct json_value *abi;
};

/* One for each format: fills `parts`, and name, source, compiler and build_id of `out`, as far as
 * the document has them. False with no error set: it is of another format. */
MUST_CHECK bool artifact_foundry(const struct json_value *document, struct artifact_parts *parts,
                                 struct artifact *out);
MUST_CHECK bool artifact_hardhat(const struct json_value *document, struct artifact_parts *parts,
                                 struct artifact *out);

/* The contracts of a document for standard JSON, or NULL when it is no such document. */
const struct json_value *artifact_solc_contracts(const struct json_value *document);
MUST_CHECK bool artifact_solc(const struct json_value *contracts, struct text name,
                              struct artifact_parts *parts, struct artifact *out, struct err *e);

/* Takes NAME or SOURCE:NAME for what the document does not say. */
void artifact_take_name(struct artifact *artifact, struct text name);

/* What comes behind the code: that there is some, the compiler as far as the code tells, the ABI
 * (may be NULL). */
MUST_CHECK bool artifact_finish(struct artifact *artifact, const struct json_value *abi,
                                struct err *e);

/* Reads hex with placeholders, and what the references say of it. */
MUST_CHECK bool artifact_code_read(const struct artifact_code *from, struct code *out,
                                   struct err *e);
MUST_CHECK bool artifact_immutables_read(const struct json_value *references, struct code *code,
                                         struct err *e);

/* Reads lists of {start, length}: every place inside of `n` bytes, of at least 1 and at most
 * `longest` bytes; of all lists together ARTIFACT_PLACES_MAX. */
struct place_reader {
    size_t n, longest;
    size_t total; /* of all lists so far */
    struct err *e;
};
MUST_CHECK bool artifact_places_read(struct place_reader *reader, const struct json_value *list,
                                     struct code_place **places, size_t *n_places);

/* The links of the code, from its placeholders and from references (may be NULL). */
enum { LINK_PLACEHOLDER = 40 /* characters, in place of 20 bytes */ };

struct link_hole {
    size_t at;         /* byte of the code */
    const char *chars; /* LINK_PLACEHOLDER of them */
    bool is_taken;
};
MUST_CHECK bool artifact_links_read(const struct json_value *references, struct link_hole *holes,
                                    size_t n_holes, struct code *code, struct err *e);

/* The 34 digits of Keccak-256 that placeholders have for "SOURCE:NAME", zero-terminated. */
enum { LINK_DIGITS = 34 };
void artifact_link_digits(struct text source, struct text name, char out[LINK_DIGITS + 1]);

/* `wanted` is NAME, or SOURCE:NAME, where the end of the source's path is enough. */
bool artifact_name_fits(struct text wanted, struct text source, struct text name);

enum { COMPILER_MAX = 100 /* characters of a version */ };

/* compiler.version of the metadata that solc writes as JSON text; or NULL. */
char *artifact_metadata_compiler(struct text metadata);
char *artifact_metadata_version(const struct json_value *metadata);

/* "0.8.28" from the metadata behind the code; or NULL. */
char *artifact_code_compiler(struct bytes code);

#endif
