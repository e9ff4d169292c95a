/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_RPC_ASK_H
#define PHALA_RPC_ASK_H

#include "chain/access_list.h"
#include "chain/u256.h"
#include "crypto/keccak.h"
#include "crypto/secp256k1.h"
#include "rpc/rpc.h"

/* The questions that a node can be asked (Ethereum execution APIs). Each adds one to the batch; its
 * answer is in `out` after rpc_ask, which borrows everything that is given here. Where there is an
 * `error`, an error of the node goes there (code not 0) and `out` is as it was; without one
 * (NULL) it makes rpc_ask fail. */

/* The state that a question is about. */
enum rpc_at { RPC_LATEST, RPC_PENDING, RPC_SAFE, RPC_FINALIZED, RPC_BLOCK };

struct rpc_state {
    enum rpc_at at;
    uint64_t number; /* of RPC_BLOCK */
};

#define RPC_STATE(where) ((struct rpc_state){.at = (where)})

void ask_chain_id(struct rpc_batch *batch, uint64_t *out);
void ask_block_number(struct rpc_batch *batch, uint64_t *out);
void ask_gas_price(struct rpc_batch *batch, struct u256 *out, struct rpc_error *error);
void ask_max_priority_fee(struct rpc_batch *batch, struct u256 *out, struct rpc_error *error);
void ask_client(struct rpc_batch *batch, char out[RPC_MESSAGE], struct rpc_error *error);
void ask_balance(struct rpc_batch *batch, const struct eth_address *who, struct u256 *out);
void ask_balance_at(struct rpc_batch *batch, const struct eth_address *who, struct rpc_state state,
                    struct u256 *out);
void ask_nonce(struct rpc_batch *batch, const struct eth_address *who, struct rpc_state state,
               uint64_t *out);

/* Appends, as ask_call does; a zeroed buffer holds up to RPC_DATA_MAX, another one up to its cap.
 */
void ask_code(struct rpc_batch *batch, const struct eth_address *who, struct rpc_state state,
              struct buf *out);
void ask_storage(struct rpc_batch *batch, const struct eth_address *who,
                 const uint8_t slot[U256_SIZE], uint8_t out[U256_SIZE]);

/* State that a question shall see in place of the chain's. */
struct rpc_override {
    const struct eth_address *who;
    struct bytes code; /* empty: as it is */
    bool has_nonce;
    uint64_t nonce;
    const struct u256 *balance; /* NULL: as it is */
    bool is_blank;              /* nothing is there: no code, no nonce, nothing stored */
};

/* A message to a contract, or, without `to`, a creation. */
struct rpc_message {
    const struct eth_address *from; /* NULL: nobody */
    const struct eth_address *to;   /* NULL: `data` is init code */
    struct u256 value;
    uint64_t gas; /* 0: as much as the node lets it have */
    struct bytes data;
    const struct rpc_override *overrides; /* the third parameter of eth_call and eth_estimateGas,
                                             which not every node takes; none: not sent */
    size_t n_overrides;
};

/* What it would return; appends. Of a creation that is the runtime code. */
void ask_call(struct rpc_batch *batch, const struct rpc_message *message, struct rpc_state state,
              struct buf *out, struct rpc_error *error);
void ask_estimate(struct rpc_batch *batch, const struct rpc_message *message, uint64_t *gas,
                  struct rpc_error *error);

struct rpc_block {
    bool is_there;
    uint64_t number, timestamp, gas_limit;
    struct keccak256 hash;
    bool has_base_fee;
    struct u256 base_fee;
};
void ask_block(struct rpc_batch *batch, struct rpc_state state, struct rpc_block *out,
               struct rpc_error *error);

enum { RPC_FEE_BLOCKS = 10, RPC_FEE_PERCENTILE = 20 };

/* eth_feeHistory of RPC_FEE_BLOCKS up to the latest. */
struct rpc_fee_history {
    struct u256 base_fee[RPC_FEE_BLOCKS + 1]; /* the last is of the block to come */
    size_t n_base_fees;
    struct u256 reward[RPC_FEE_BLOCKS]; /* at RPC_FEE_PERCENTILE */
    size_t n_rewards;
};
void ask_fee_history(struct rpc_batch *batch, struct rpc_fee_history *out, struct rpc_error *error);

/* What is known of a fee that OP-stack chains take beside gas. */
enum l1_known {
    L1_ABSENT,  /* there is no oracle that would say, or no such fee: it is zero */
    L1_KNOWN,   /* the oracle says */
    L1_UNKNOWN, /* it is there and does not say, or nothing that could be understood */
};

/* Of a transaction. What OP-stack chains add is there where has_l1_fee. */
struct rpc_log {
    struct eth_address address;
    struct keccak256 topics[4];
    size_t n_topics;
    struct bytes data;
};

enum { RPC_LOGS_MAX = 4096 };

struct rpc_receipt {
    bool is_there; /* false: not mined */
    bool succeeded;
    struct keccak256 hash, block_hash;
    uint64_t block_number, gas_used;
    struct u256 effective_gas_price; /* zero where the node does not say */
    bool has_contract;
    struct eth_address contract;
    bool has_l1_fee;
    struct u256 l1_fee;
    enum l1_known operator_known; /* what no receipt says: by paid_ask_operator */
    struct u256 operator_fee;
    struct rpc_log *logs;
    size_t n_logs;
};
void rpc_receipt_done(struct rpc_receipt *receipt);

/* `out` is a zeroed one, or one that was filled before, which is freed. */
void ask_receipt(struct rpc_batch *batch, const struct keccak256 *hash, struct rpc_receipt *out);

/* Whether the node knows the transaction, mined or not. */
void ask_is_known(struct rpc_batch *batch, const struct keccak256 *hash, bool *out);

/* eth_sendRawTransaction. The hash that comes back has to be that of the bytes, else it is an
 * answer that is not of its form. See rpc_error_is_known_already. */
void ask_send(struct rpc_batch *batch, struct bytes raw, struct rpc_error *error);

/* The node has it already ("already known", "already imported" …): as good as sent. */
bool rpc_error_is_known_already(const struct rpc_error *error);

/* Its nonce was used: by itself, if there is a receipt, else by another one. */
bool rpc_error_is_nonce_too_low(const struct rpc_error *error);

#endif
