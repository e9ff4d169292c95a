/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_DEPLOY_SIGNED_FILE_H
#define PHALA_DEPLOY_SIGNED_FILE_H

#include "base/buf.h"
#include "base/err.h"
#include "codec/json_write.h"
#include "crypto/keccak.h"

/* phala.signed/1: signed transactions that are to be sent, in their order. */

#define SIGNED_FILE_SCHEMA "phala.signed/1"
#define SIGNED_FILE_MAX    (64 * MIB)

enum { SIGNED_TRANSACTIONS_MAX = 256 };

struct signed_transaction {
    char *step; /* for people: "deploy Counter" */
    struct buf raw;
    struct keccak256 hash;
};

struct signed_file {
    uint64_t chain_id;
    struct signed_transaction *at;
    size_t n;
};

void signed_file_done(struct signed_file *file);

/* Adds a signed transaction, which is copied. */
void signed_file_add(struct signed_file *file, const char *step, struct bytes raw);

/* Chain id and transactions, as members of an object that has begun; and the whole document. */
void signed_file_write(const struct signed_file *file, struct json_writer *w);
void signed_file_format(const struct signed_file *file, struct buf *out);

/* Reads the document strictly. ERR_MALFORMED also when a transaction cannot be decoded, is of
 * another chain or of all chains, or its hash is not that of its bytes; when there is none. */
MUST_CHECK bool signed_file_parse(struct bytes json, struct signed_file *out, struct err *e);

#endif
