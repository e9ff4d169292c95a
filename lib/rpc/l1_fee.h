/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_RPC_L1_FEE_H
#define PHALA_RPC_L1_FEE_H

#include "rpc/ask.h"

/* What chains of the OP stack take for the data that they publish on L1, beside gas (its
 * specification, "L1-Cost fees"). The predeploy GasPriceOracle knows it. */

/* 0x420000000000000000000000000000000000000F */
extern const struct eth_address l1_fee_oracle;

struct l1_fee_answers {
    struct buf upper_bound, exact;
    struct rpc_error upper_bound_error, exact_error;
};
void l1_fee_answers_done(struct l1_fee_answers *answers);

/* Asks what a transaction of these bytes will be charged: getL1FeeUpperBound, which there is since
 * Fjord, and getL1Fee for the time before. */
void l1_fee_ask(struct rpc_batch *batch, struct bytes unsigned_transaction,
                struct l1_fee_answers *out);

/* The larger one of what the oracle says: as things are now, never less than what is charged. */
MUST_CHECK enum l1_known l1_fee_of(const struct l1_fee_answers *answers, struct u256 *out);

/* What the operator of the chain takes since Isthmus: for each unit of gas, and once a transaction.
 * How the oracle counts differs between upgrades, but it is linear in the gas: it is asked for none
 * and for much, and what any amount costs lies between. */
struct operator_fee_answers {
    struct buf is_isthmus, of_none, of_much;
    struct rpc_error is_isthmus_error, of_none_error, of_much_error;
};
void operator_fee_answers_done(struct operator_fee_answers *answers);
void operator_fee_ask(struct rpc_batch *batch, struct operator_fee_answers *out);

struct operator_fee {
    struct u256 once; /* wei, whatever the gas */
    struct u256 much; /* wei for 10^12 of gas, without that */
};

/* L1_ABSENT also before Isthmus. */
MUST_CHECK enum l1_known operator_fee_of(const struct operator_fee_answers *answers,
                                         struct operator_fee *out);

/* For so much gas, rounded up. False when it does not fit into 256 bits. */
MUST_CHECK bool operator_fee_for(const struct operator_fee *fee, uint64_t gas, struct u256 *out);

/* The same of a transaction that is mined, for the gas that it used, as the oracle was in its
 * block: receipts do not say it. */
struct operator_taken_answers {
    struct buf is_isthmus, fee;
    struct rpc_error is_isthmus_error, fee_error;
};
void operator_taken_answers_done(struct operator_taken_answers *answers);
void operator_taken_ask(struct rpc_batch *batch, const struct rpc_receipt *receipt,
                        struct operator_taken_answers *out);
MUST_CHECK enum l1_known operator_taken_of(const struct operator_taken_answers *answers,
                                           struct u256 *out);

/* What it goes by. */
enum l1_parameter {
    L1_BASE_FEE,
    L1_BLOB_BASE_FEE,
    L1_BASE_FEE_SCALAR,
    L1_BLOB_BASE_FEE_SCALAR,
    L1_IS_ECOTONE, /* 0 or 1 */
    L1_IS_FJORD,
    L1_IS_ISTHMUS,
    L1_OPERATOR_ONCE,    /* the operator's fee of a transaction without gas */
    L1_OPERATOR_MILLION, /* and of one with a million of it */
    L1_PARAMETERS,
};

struct l1_parameters {
    struct buf answers[L1_PARAMETERS];
    struct rpc_error errors[L1_PARAMETERS];
};
void l1_parameters_done(struct l1_parameters *parameters);
void l1_parameters_ask(struct rpc_batch *batch, struct l1_parameters *out);

/* False when the oracle does not say: it is not there, or too old to know. */
MUST_CHECK bool l1_parameter(const struct l1_parameters *parameters, enum l1_parameter which,
                             struct u256 *out);

#endif
