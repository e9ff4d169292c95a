/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_NODE_OPTIONS_H
#define PHALA_COMMANDS_NODE_OPTIONS_H

#include "cli/command.h"
#include "commands/project_file.h"
#include "rpc/rpc.h"

/* Which chain is meant, and which node of it is asked. What commands that talk to a node share. */

struct node_args {
    const char *network, *rpc_url;
    struct option_number chain_id;
};

/* Names of the networks that are built in; ends in NULL. */
extern const char *const node_networks[];

/* Rows of an options table, for a member `field` of type struct node_args. */
#define NODE_OPTIONS(args, field)                                                                  \
    {.name = "network",                                                                            \
     .kind = OPTION_TEXT,                                                                          \
     .value = "NAME",                                                                              \
     .at = OPTION_AT(args, field.network, const char *),                                           \
     .help = "the network, built in or of phala.toml (phala-l2)",                                  \
     .suggestions = node_networks},                                                                \
        {.name = "rpc-url",                                                                        \
         .kind = OPTION_TEXT,                                                                      \
         .value = "URL",                                                                           \
         .at = OPTION_AT(args, field.rpc_url, const char *),                                       \
         .help = "the node to ask, of the chain that is meant",                                    \
         .suggestions = NULL},                                                                     \
        {.name = "chain-id",                                                                       \
         .kind = OPTION_COUNT,                                                                     \
         .value = "N",                                                                             \
         .at = OPTION_AT(args, field.chain_id, struct option_number),                              \
         .help = "the chain that it has to be, if not the network's"}

/* The chain, and a node of it. Texts are there until node_done. */
struct node {
    const char *name; /* "phala-l2"; "chain-31338" where it has none */
    uint64_t chain_id;
    struct network network; /* what is known of it; name and id are those above */
    const char *url;        /* NULL: there is none */
    struct rpc *rpc;        /* NULL: not opened */
    struct project_file project;
    char *unnamed;
};

/* Chooses the chain: --chain-id with what is known of it, --network, phala.toml's, phala-l2. What
 * is said goes before what is written, the project before what is built in, and for the URL the
 * environment (ETH_RPC_URL) is between the two. ERR_REFUSED for a network that is gone,
 * ERR_USAGE for one that is not known. No node is asked and none is needed. `node_done` also
 * when it failed. */
MUST_CHECK bool node_choose(const struct context *context, const struct node_args *args,
                            struct node *out, struct err *e);

/* The same, and opens the node (ERR_USAGE where there is no URL); the command needs NEED_NETWORK.
 * The first rpc_ask compares its chain id, and refuses a node of another chain (rpc_pin). */
MUST_CHECK bool node_open(const struct context *context, const struct node_args *args,
                          struct node *out, struct err *e);
void node_done(struct node *node);

#endif
