/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_RPC_TROUBLE_H
#define PHALA_RPC_TROUBLE_H

#include "chain/abi_item.h"
#include "rpc/rpc.h"

/* What a node means by an error. Codes are not agreed upon (-32000 is nearly everything, and each
 * node has its own words): it goes by the code where that says something, and by the words. Pure.
 */

enum rpc_trouble {
    RPC_TROUBLE_NONE,
    RPC_TROUBLE_REVERTED,
    RPC_TROUBLE_UNKNOWN_METHOD,
    RPC_TROUBLE_BUSY,          /* too many requests */
    RPC_TROUBLE_KNOWN_ALREADY, /* it has the transaction: as good as sent */
    RPC_TROUBLE_NONCE_TOO_LOW, /* used: by this one, if there is a receipt, else by another one */
    RPC_TROUBLE_NONCE_TOO_HIGH,
    RPC_TROUBLE_UNDERPRICED,  /* replaces another one of its nonce, for too little */
    RPC_TROUBLE_FUNDS,        /* the balance does not cover it */
    RPC_TROUBLE_GAS_TOO_LOW,  /* less than the transaction costs before anything runs, or needs */
    RPC_TROUBLE_GAS_TOO_HIGH, /* above what a block or a transaction may use */
    RPC_TROUBLE_FEE_TOO_LOW,  /* below the base fee, or what the node takes */
    RPC_TROUBLE_PRIORITY_FEE, /* above the max fee */
    RPC_TROUBLE_CHAIN_ID,     /* signed for another chain, or for all */
    RPC_TROUBLE_CODE_SIZE,    /* EIP-170, EIP-3860 */
    RPC_TROUBLE_KIND,         /* the node does not take transactions of this kind */
    RPC_TROUBLE_TOO_LARGE,    /* of data in a transaction */
    RPC_TROUBLE_STATE,        /* the node has no state of that block */
    RPC_TROUBLE_OTHER,
};

enum rpc_trouble rpc_trouble_of(const struct rpc_error *error);

/* The node does not know the method (-32601, or words to that effect). */
bool rpc_error_is_unknown_method(const struct rpc_error *error);

/* Sets `e` to what the error says, with a hint where there is one; returns false. `subject` is what
 * failed ("eth_call", "deploy Counter"), `abi` the contract's, for the errors that it declares (may
 * be NULL). The kinds: ERR_CONFLICT for nonces and chain ids, ERR_SERVICE for what is the node's,
 * ERR_REFUSED for the rest. */
bool rpc_error_raise(const struct rpc_error *error, const struct abi *abi, const char *subject,
                     struct err *e);

#endif
