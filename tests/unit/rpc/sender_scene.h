/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_RPC_SENDER_SCENE_H
#define PHALA_TESTS_RPC_SENDER_SCENE_H

#include "canned_node.h"
#include "rpc/sender.h"

/* An account that sends, on a chain with a block every two seconds: of a node that is not there. */

/* Rules of a node of the chain 2035 that knows 5 transactions of the account. */
#define OF_CHAIN                                                                                   \
    {"eth_chainId", .answer = RESULT("\"0x7f3\"")},                                                \
    {                                                                                              \
        BLOCK, "\"0x0\"", .answer = BLOCK_OF("0x0", BLOCK_HASH)                                    \
    }
#define FIVE_SENT {NONCE, .answer = RESULT("\"0x5\"")}

struct sender_scene {
    char folder[64]; /* of the journals; made by the sender, removed in the end */
    struct rpc *rpc;
    struct secp256k1_secret secret; /* key 0 of the mnemonic "test … junk" */
    struct eth_address account;
    struct sender_options options;
    struct log log;
    char said[4 * KIB]; /* to the log, and to the warnings; a line each */
    struct err e;
};

/* The scene is zeroed; it does not move. */
void sender_scene_start(struct sender_scene *scene);
void sender_scene_done(struct sender_scene *scene);

/* The node is another one from now on, and so is the connection; nothing was said. */
void sender_scene_node(struct sender_scene *scene, const struct canned_rule *rules);

/* It failed so. */
void sender_scene_failed(const struct sender_scene *scene, enum err_kind kind, const char *text);

void sender_scene_said(const struct sender_scene *scene, const char *text);

/* Entries that the journal has on the disk. */
size_t sender_scene_journal(const struct sender_scene *scene);

#endif
