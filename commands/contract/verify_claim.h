/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONTRACT_VERIFY_CLAIM_H
#define PHALA_COMMANDS_CONTRACT_VERIFY_CLAIM_H

#include "commands/contract/arguments.h"
#include "commands/contract/verify_service.h"

/* What `phala contract verify-source` takes from its command line. */
struct verify_source_args {
    const char *address, *artifact;
    struct contract_arguments arguments;
    struct node_args node;
    struct verify_service_args service;
    const char *constructor_args, *lock;
    struct option_list libraries;
    struct option_number wait_timeout;
    bool no_wait;
};

/* The same as values, with what the claim looks into: it is not moved. */
struct verify_claim {
    struct artifact_file file;
    struct lock_file lock;
    struct buf arguments;
    struct source_claim claim;
};
void verify_claim_done(struct verify_claim *claim);

/* Reads address, artifact, lock file and arguments, and links the libraries that are named. */
MUST_CHECK bool verify_claim_read(const struct verify_source_args *args, uint64_t chain_id,
                                  struct verify_claim *out, struct err *e);

#endif
