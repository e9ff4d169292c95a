/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_DEPLOY_UPGRADE_H
#define PHALA_DEPLOY_UPGRADE_H

#include "chain/abi_codec.h"
#include "chain/eip1967.h"
#include "deploy/plan.h"
#include "rpc/call_question.h"

/* The last step of a plan that upgrades a proxy, which the lock file has: another implementation
 * comes to stand behind it. How that is done follows from what the chain says of the proxy, and is
 * never guessed. */

/* What contracts are asked; those of the admin where the proxy has one. */
enum upgrade_question {
    UPGRADE_ASK_UUID,    /* proxiableUUID() of the implementation */
    UPGRADE_ASK_VERSION, /* UPGRADE_INTERFACE_VERSION() of the proxy */
    UPGRADE_ASK_OWNER,   /* owner() of the proxy */
    UPGRADE_ASK_ADMIN_VERSION,
    UPGRADE_ASK_ADMIN_OF, /* getProxyAdmin(proxy) of the admin: OpenZeppelin 4 */
    UPGRADE_ASK_ADMIN_OWNER,
};
enum { UPGRADE_QUESTIONS = UPGRADE_ASK_ADMIN_OWNER + 1 };

/* What the chain says of a proxy. An answer is empty where the call was reverted. */
struct upgrade_facts {
    uint8_t slots[EIP1967_SLOTS][U256_SIZE];
    struct buf code;           /* of the proxy */
    struct buf implementation; /* code of what stands behind it */
    struct buf admin;          /* code of its admin */
    struct call_question said[UPGRADE_QUESTIONS];
};
void upgrade_facts_done(struct upgrade_facts *facts);

/* Pure. The way: of a UUPS implementation the proxy's own, where the admin slot has a ProxyAdmin
 * that one's. Which functions there are is said by UPGRADE_INTERFACE_VERSION(), else by the
 * implementation's code. `has_call`: something is to be called after it. ERR_REFUSED for what is
 * none of these, and says what it is; ERR_SERVICE when the node did not answer. */
MUST_CHECK bool upgrade_choose(const struct upgrade_facts *facts, const char *name, bool has_call,
                               enum upgrade_way *out, struct err *e);

/* Whether an implementation that answers so to proxiableUUID() can stand behind the proxy. */
enum upgrade_fit upgrade_fit_of(enum upgrade_way way, const struct call_question *uuid);

/* The call: its calldata, and its function with the names of its parameters. */
struct upgrade_call {
    const struct eth_address *proxy, *implementation;
    struct bytes data; /* called on the proxy after it; empty: nothing is */
};
void upgrade_calldata(enum upgrade_way way, const struct upgrade_call *call, struct buf *out);
const char *upgrade_function(enum upgrade_way way);

/* That function, and the values in such calldata; the caller ends both, also when it fails. */
MUST_CHECK bool upgrade_method(enum upgrade_way way, struct bytes calldata, struct abi_item *item,
                               struct abi_value *values, struct err *e);

/* It is one of a ProxyAdmin. */
bool upgrade_is_by_admin(enum upgrade_way way);

/* upgrade_ask.c */

/* Adds what can be asked before it is known what stands behind the proxy; `behind`: what the lock
 * file says that it is. */
void upgrade_ask(struct rpc_batch *batch, const struct eth_address *proxy,
                 const struct eth_address *behind, struct upgrade_facts *out);

/* Asks an admin, if there is one. */
MUST_CHECK bool upgrade_ask_admin(struct rpc *rpc, const struct eth_address *proxy,
                                  struct upgrade_facts *facts, struct err *e);

/* upgrade_try.c: runs the upgrade as the chain is by now, without sending it, before it is sent:
 * what it points to is there. ERR_CONFLICT when somebody else was faster; ERR_SERVICE when the node
 * does not say; ERR_REFUSED when it takes more gas than was planned, and as upgrade_check. */
MUST_CHECK bool upgrade_try(struct plan *plan, const struct deploy_wish *wish, struct rpc *rpc,
                            struct err *e);

/* upgrade_check.c: pure. ERR_REFUSED when the new implementation would be the last one, or the
 * simulated upgrade is reverted. */
MUST_CHECK bool upgrade_check(const struct plan *plan, const struct deploy_wish *wish,
                              struct err *e);
void upgrade_warn(const struct plan *plan, const struct log *warnings);

#endif
