/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_DEPLOY_LOCK_FILE_H
#define PHALA_DEPLOY_LOCK_FILE_H

#include "base/buf.h"
#include "base/err.h"
#include "chain/create.h"
#include "crypto/digest.h"

/* phala-contracts.lock.json: what was deployed where, to be committed. It is a claim, which is
 * checked on the chain before it is acted upon. Keys are in a stable order, so that changes review
 * well; nothing secret is in it. */

#define LOCK_FILE_NAME "phala-contracts.lock.json"
#define LOCK_FILE_MAX  (16 * MIB)

enum { LOCK_FILE_VERSION = 1, LOCK_CONTRACTS_MAX = 4096 /* on a network */ };

struct lock_library {
    char *name; /* "src/Linked.sol:Texts" */
    struct eth_address address;
};

struct lock_contract {
    char *name; /* unique on its network: "Counter", "Counter.proxy" */
    struct eth_address address, deployer;
    bool has_deployer; /* false: others have made it; there is no transaction, and no nonce */
    struct keccak256 tx_hash;
    bool has_tx;    /* false: it was there already, nobody knows since when */
    uint64_t block; /* of the transaction */
    uint64_t nonce; /* of CREATE by the deployer */
    bool has_salt;  /* made by CREATE2, with this salt; else by CREATE */
    struct create_salt salt;
    struct keccak256 init_code_hash; /* arguments included */
    struct keccak256 code_hash;      /* of what is at the address */
    char *arguments;                 /* the constructor's, encoded: 0x and hex */
    char *constructor;               /* "constructor(uint256)" */
    struct sha256 artifact;
    char *compiler;     /* or NULL */
    char *proof;        /* how the code was proved: "exact", "immutables-masked" …; or NULL */
    char *proxy_of;     /* name of the implementation; or NULL */
    char *proxy_data;   /* calldata of the initialiser: 0x and hex; or NULL */
    char *upgrade_data; /* of a proxy: what its last upgrade called; NULL: none, or not known */
    bool has_upgrade_tx;
    struct keccak256 upgrade_tx; /* of that upgrade */
    uint64_t upgrade_block;
    char *verified; /* {"blockscout":"exact"}: JSON of lock_contract_verified; or NULL */
    struct lock_library *libraries; /* by name, once it is in the file */
    size_t n_libraries;
};

struct lock_network {
    uint64_t chain_id;
    struct keccak256 genesis;
    struct lock_contract *contracts; /* by name */
    size_t n;
};

struct lock_file {
    struct lock_network *networks; /* by chain id */
    size_t n;
};

void lock_contract_done(struct lock_contract *contract);
void lock_file_done(struct lock_file *lock);

/* Reads the document strictly: version 1, nothing unknown, everything in its form. ERR_MALFORMED
 * names network and contract. */
MUST_CHECK bool lock_file_parse(struct bytes json, struct lock_file *out, struct err *e);

/* Reads a file; one that is absent is empty. */
MUST_CHECK bool lock_file_read(const char *path, struct lock_file *out, struct err *e);

/* Writes it whole or not at all, mode 0644, and lasting; behind a symbolic link, where it leads to.
 * What could not be read again (ERR_INTERNAL) is not written. */
MUST_CHECK bool lock_file_write(const char *path, const struct lock_file *lock, struct err *e);
void lock_file_format(const struct lock_file *lock, struct buf *out);

/* Whether lock_file_write of about this could succeed: names that can be read again
 * (ERR_MALFORMED), a folder that is there and can be written to, and room on the disk. */
MUST_CHECK bool lock_file_check(const char *path, const struct lock_file *lock, struct err *e);

/* Notes that an explorer has the sources: ("blockscout", "exact"). */
void lock_contract_verified(struct lock_contract *contract, const char *explorer,
                            const char *result);

/* Whether that is noted of the explorer, whatever the result; not of NULL. */
bool lock_contract_is_verified(const struct lock_contract *contract, const char *explorer);

/* NULL when there is none. */
struct lock_network *lock_file_network(const struct lock_file *lock, uint64_t chain_id);
struct lock_contract *lock_network_contract(const struct lock_network *network, struct text name);

/* Puts a contract, which it takes over and leaves zeroed, in the place of the one with its name. A
 * network of another genesis is emptied before. */
void lock_file_put(struct lock_file *lock, uint64_t chain_id, const struct keccak256 *genesis,
                   struct lock_contract *contract);

#endif
