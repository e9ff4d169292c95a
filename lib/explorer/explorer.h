/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_EXPLORER_EXPLORER_H
#define PHALA_EXPLORER_EXPLORER_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/log.h"
#include "base/macro.h"
#include "base/text.h"
#include "crypto/keccak.h"
#include "crypto/secp256k1.h"
#include "explorer/answer.h"
#include "explorer/license.h"
#include "http/http.h"

/* Source verification: a service compiles the sources anew, compares with the code on the chain,
 * and shows them to everybody when it is the same. Asking twice does no harm. */

enum explorer_kind { EXPLORER_BLOCKSCOUT, EXPLORER_ETHERSCAN, EXPLORER_SOURCIFY, EXPLORER_KINDS };

/* "blockscout", "etherscan", "sourcify". */
const char *explorer_kind_name(enum explorer_kind kind);

struct explorer {
    enum explorer_kind kind;
    /* Blockscout: "https://explorer.phala.network", with or without /api. Etherscan:
     * "https://api.etherscan.io/v2/api". Sourcify: "https://sourcify.dev/server". */
    const char *url;
    struct text api_key; /* Etherscan's; sent to it alone, in bodies alone. Empty: none */
    uint64_t chain_id;
    int64_t wait_ms; /* for all of it, but for the last request */
    bool no_wait;    /* done when the request is taken */
    struct http *http;
    const struct log *log, *warnings;
    const volatile sig_atomic_t *interrupted; /* NULL: never */
};

/* What is to be verified. */
struct explorer_contract {
    struct eth_address address;
    struct bytes input; /* standard JSON with the addresses of libraries (source_input_write) */
    struct bytes
        unlinked_input;            /* without those that were not compiled in: for Sourcify, which
                                      takes them from the chain, so that the metadata stays as it is */
    const char *name;              /* "src/Counter.sol:Counter" */
    const char *compiler;          /* "0.8.28+commit.7893614a" */
    bool has_arguments;            /* else Blockscout looks for them itself */
    const char *arguments;         /* of the constructor, in hex without 0x */
    const struct license *license; /* NULL: not said */
    const struct keccak256 *creation; /* the transaction; NULL: not known */
    bool is_exact; /* unlinked_input is what gives the code on the chain, its metadata included */
};

struct explorer_result {
    bool was_already;  /* nothing was sent */
    bool is_submitted; /* with no_wait: what comes of it is not known */
    enum explorer_match match;
    char job[EXPLORER_JOB_MAX + 1]; /* what the service calls it, where it does */
};

/* Looks whether it is verified, asks for it, and waits for what comes of it. What is verified in
 * part is asked for once more where the input can make it exact, and stays as it is, without a
 * failure, when that comes to nothing. Failures:
 *   ERR_REFUSED    the service says that it does not match, or that the request is wrong
 *   ERR_NOT_FOUND  in all the time it has not seen code at the address
 *   ERR_TIMEOUT    not done in time: the same again goes on
 *   ERR_DENIED     the API key is missing or wrong
 *   ERR_SERVICE, ERR_NETWORK  it cannot be asked, or is not such a service
 *   ERR_INTERRUPTED; ERR_USAGE for a URL that is none */
MUST_CHECK bool explorer_verify(const struct explorer *explorer,
                                const struct explorer_contract *contract,
                                struct explorer_result *out, struct err *e);

#endif
