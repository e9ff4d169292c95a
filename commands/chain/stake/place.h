/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CHAIN_STAKE_PLACE_H
#define PHALA_COMMANDS_CHAIN_STAKE_PLACE_H

#include "commands/node_options.h"
#include "stake/stake.h"

/* Which vault is meant, and which node is asked: what all commands of `phala chain stake` begin
 * with. */

struct place_args {
    struct node_args node;
    const char *vault, *token;
};

/* Rows of an options table, for a member `field` of type struct place_args. */
#define PLACE_OPTIONS(args, field)                                                                 \
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

struct place {
    struct node node;
    struct stake stake; /* its vault and token are chosen */
};
void place_done(struct place *place);

/* The default network is Ethereum. ERR_NOT_FOUND where the network has no vault that is known.
 * Call place_done also when it failed. */
MUST_CHECK bool place_open(const struct context *context, const struct place_args *args,
                           struct place *out, struct err *e);

/* The address that an option has. ERR_USAGE. */
MUST_CHECK bool place_address(const char *option, const char *text, struct eth_address *out,
                              struct err *e);

#endif
