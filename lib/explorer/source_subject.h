/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_EXPLORER_SOURCE_SUBJECT_H
#define PHALA_EXPLORER_SOURCE_SUBJECT_H

#include "deploy/artifact_file.h"
#include "deploy/lock_file.h"
#include "explorer/explorer.h"
#include "explorer/source_search.h"

/* What is verified: an artifact, the contract that was made of it, and what the compiler was given
 * for it. */

/* What is known beforehand. */
struct source_claim {
    struct eth_address address;
    const struct artifact_file *file;
    struct bytes document;   /* its text; empty: the file is read */
    struct bytes input_text; /* the compiler's input; empty: `input`, or it is looked for */
    const struct lock_contract *entry; /* of the lock file; NULL: it does not have the address */
    bool has_arguments;                /* said; else they are those of the entry */
    struct bytes arguments;            /* the constructor's, encoded */
    const char *input, *compiler, *license; /* NULL: found in artifact and input */
};

struct source_subject {
    const struct source_claim *claim;
    struct json *document; /* the artifact's */
    struct source_metadata metadata;
    struct source_input input;
    char *input_path;
    struct buf linked, unlinked; /* what is sent; see struct explorer_contract */
    struct buf arguments;        /* of the constructor, in hex, zero-terminated */
    bool has_arguments;
    struct buf name; /* "src/Counter.sol:Counter", zero-terminated */
    char compiler[SOURCE_COMPILER_MAX];
    const struct license *license; /* or NULL */
    bool is_exact;                 /* the code on the chain is that of these sources and settings */
};

void source_subject_done(struct source_subject *subject);

/* Reads it all, but for what is on the chain; keeps the claim. ERR_USAGE for a compiler or a
 * license that is none, or where nothing says which compiler it was; else as source_find. */
MUST_CHECK bool source_subject_read(const struct source_claim *claim, struct source_subject *out,
                                    struct err *e);

/* With the code at the address, and all libraries linked (ERR_USAGE names one that is not): it has
 * to be the artifact's (ERR_CONFLICT, ERR_NOT_FOUND for none). Then everything that is sent is
 * known. */
MUST_CHECK bool source_subject_complete(struct source_subject *subject, struct bytes code,
                                        struct err *e);

/* For the explorer; the views are the subject's. */
struct explorer_contract source_subject_contract(const struct source_subject *subject);

#endif
