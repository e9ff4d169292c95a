/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_SEND_ONE_H
#define PHALA_COMMANDS_SEND_ONE_H

#include "commands/key_source.h"
#include "commands/node_options.h"
#include "commands/send_options.h"

/* Sends one transaction to a contract: asked, simulated and counted before, in one request; then
 * sent and waited for. */
struct send_one {
    const struct context *context;
    struct node *node; /* open */
    const struct key_args *key;
    const struct send_args *args;
    const struct send_options *options;
    const struct abi *abi; /* of the contract, for reasons of reverts; or NULL */
    /* NULL: whom the key is of. Else that is the account, and there is no key: for a dry run. */
    const struct eth_address *from;
    bool is_free; /* of a dry run: others pay for it, and neither gas nor fees are counted */
    struct sender_item item; /* step, to, value and data are the caller's */
    /* What comes of it. */
    struct eth_address account;
    struct fee fee;
    uint64_t gas;                           /* the node's estimate; 0 with --gas-limit */
    enum l1_known l1_known, operator_known; /* of the chain's fees beside gas */
    struct u256 l1_fee, operator_fee;       /* at most */
    struct u256 balance;                    /* before */
    struct send_cost cost;
    struct buf answer; /* of a dry run: what it would return */
};
void send_one_done(struct send_one *one);

/* False with ERR_NOT_FOUND when there is no contract at the address; ERR_REFUSED when it would be
 * reverted, with the reason, when it may cost more than --max-cost or than the account has, and as
 * sender_run; ERR_SERVICE, ERR_NETWORK and so on when the node cannot be asked. An earlier run of
 * the same that did not end is gone on with: it is not simulated again. */
MUST_CHECK bool send_one_run(struct send_one *one, struct err *e);

#endif
