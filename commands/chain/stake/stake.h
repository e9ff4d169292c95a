/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CHAIN_STAKE_STAKE_H
#define PHALA_COMMANDS_CHAIN_STAKE_STAKE_H

#include "chain/vault.h"
#include "commands/call_question.h"
#include "commands/node_options.h"

/* The vault, and what it says: what all commands of `phala chain stake` begin with. */

struct stake_args {
    struct node_args node;
    const char *vault, *token;
};

/* Rows of an options table, for a member `field` of type struct stake_args. */
#define STAKE_OPTIONS(args, field)                                                                 \
    {.name = "vault",                                                                              \
     .kind = OPTION_TEXT,                                                                          \
     .value = "ADDRESS",                                                                           \
     .at = OPTION_AT(args, field.vault, const char *),                                             \
     .help = "another vault than that of vPHA; with --token"},                                     \
        {.name = "token",                                                                          \
         .kind = OPTION_TEXT,                                                                      \
         .value = "ADDRESS",                                                                       \
         .at = OPTION_AT(args, field.token, const char *),                                         \
         .help = "the token that it takes, if not PHA"},                                           \
        {.name = "network",                                                                        \
         .kind = OPTION_TEXT,                                                                      \
         .value = "NAME",                                                                          \
         .at = OPTION_AT(args, field.node.network, const char *),                                  \
         .help = "the network of the vault (ethereum)",                                            \
         .suggestions = node_networks},                                                            \
        {.name = "rpc-url",                                                                        \
         .kind = OPTION_TEXT,                                                                      \
         .value = "URL",                                                                           \
         .at = OPTION_AT(args, field.node.rpc_url, const char *),                                  \
         .help = "the node to ask, of the chain that is meant"},                                   \
        {.name = "chain-id",                                                                       \
         .kind = OPTION_COUNT,                                                                     \
         .value = "N",                                                                             \
         .at = OPTION_AT(args, field.node.chain_id, struct option_number),                         \
         .help = "the chain that it has to be, if not the network's"}

/* What the vault and its token say of an account. */
struct stake_account {
    struct eth_address address;
    struct u256 ether, assets, shares;
    struct u256 allowance; /* assets that the vault may take */
    struct u256 max_deposit, max_redeem;
    struct vault_requests requests;
};

struct stake_facts; /* questions and their answers */

struct stake {
    struct node node;
    struct eth_address vault, token;
    bool is_known; /* the vault of vPHA */
    unsigned decimals, share_decimals;
    struct u256 views[VAULT_VIEWS];
    struct rpc_block latest;
    bool has_account;
    struct stake_account account;
    struct stake_facts *facts;
};
void stake_done(struct stake *stake);

/* Chooses vault and node. The default network is Ethereum. ERR_NOT_FOUND where the network has no
 * vault that is known. */
MUST_CHECK bool stake_open(const struct context *context, const struct stake_args *args,
                           struct stake *out, struct err *e);

/* Puts all questions into a batch, with those about an account (may be NULL) ... */
void stake_ask(struct stake *stake, const struct eth_address *account, struct rpc_batch *batch);

/* ... and reads what was answered. ERR_NOT_FOUND when there is no vault, ERR_CONFLICT when it is of
 * another token, or PHA and vPHA do not have their decimals. */
MUST_CHECK bool stake_read(struct stake *stake, struct err *e);

/* One more question to the vault, for a number. */
void stake_question_ask(const struct stake *stake, struct call_question *question,
                        struct rpc_batch *batch);
MUST_CHECK bool stake_question_read(const struct stake *stake, const char *name,
                                    const struct call_question *question, struct u256 *out,
                                    struct err *e);

/* The time of the latest block: the chain's own now. */
instant stake_now(const struct stake *stake);

/* When a request can be claimed; false when that is no time. */
MUST_CHECK bool stake_unlock_time(const struct stake *stake, const struct vault_request *request,
                                  instant *out);

#endif
