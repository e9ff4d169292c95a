/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONTRACT_VERIFY_SUBJECT_H
#define PHALA_COMMANDS_CONTRACT_VERIFY_SUBJECT_H

#include "chain/code_match.h"
#include "commands/contract/arguments.h"
#include "commands/node_options.h"
#include "deploy/artifact_file.h"
#include "deploy/lock_file.h"
#include "explorer/explorer.h"
#include "explorer/source_search.h"

/* What `phala contract verify-source` takes from its command line. */
struct verify_source_args {
    const char *address, *artifact;
    struct contract_arguments arguments;
    struct node_args node;
    const char *explorer, *explorer_url, *api_key_file;
    const char *input, *constructor_args, *compiler, *license, *lock;
    struct option_list libraries;
    struct option_number wait_timeout;
    bool no_wait;
};

/* What is verified: an artifact, the contract that was made of it, and what the compiler was given
 * for it. */
struct verify_subject {
    struct eth_address address;
    struct artifact_file file;
    struct lock_file lock;
    const struct lock_contract *entry; /* of the lock file; NULL: it does not have the address */
    struct json *document;             /* the artifact's */
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

void verify_subject_done(struct verify_subject *subject);

/* Reads it all, but for what is on the chain. */
MUST_CHECK bool verify_subject_read(const struct verify_source_args *args, uint64_t chain_id,
                                    struct verify_subject *out, struct err *e);

/* With the code at the address: it has to be the artifact's (ERR_CONFLICT, ERR_NOT_FOUND for none),
 * and says which libraries it was linked with, where nobody else does. Then everything that is sent
 * is known. ERR_USAGE for what has to be given and is not. */
MUST_CHECK bool verify_subject_complete(const struct verify_source_args *args, struct bytes code,
                                        struct verify_subject *subject, struct err *e);

/* For the explorer; the views are the subject's. */
struct explorer_contract verify_subject_contract(const struct verify_subject *subject);

#endif
